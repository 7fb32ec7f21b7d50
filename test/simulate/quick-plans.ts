/**
 * Spares Prisma from planning the same query again. A plan hangs on the query's shape and the schema; the ids, shops and moments in it
 * are only passed on. So a query is planned once with stand-ins for them, and each asking puts its own in their places. Statements
 * and values are the same as without.
 */
import { createRequire } from "node:module";

type Compiler = { compile(this: object, query: string): unknown };

/** What differs from asking to asking, and what stands in for the n-th of its kind. */
const PASSED_ON: { what: RegExp; standIn: (n: number) => string }[] = [
  { what: /^(?:offline_)?seed-\d+-(?:calm|storm)\.myshopify\.com$/, standIn: (n) => `stand-in-${n}.myshopify.com` },
  { what: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, standIn: (n) => `57a9d14e-57a9-4d14-8d14-${String(n).padStart(12, "0")}` },
  { what: /^gid:\/\/shopify\/\w+\/\d+$/, standIn: (n) => `gid://shopify/StandIn/${n}` },
  { what: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, standIn: (n) => new Date(n - 57_000_000_000).toISOString() },
];
const ANY =
  /"((?:offline_)?seed-\d+-(?:calm|storm)\.myshopify\.com|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|gid:\/\/shopify\/\w+\/\d+|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"/g;

const MOST_PLANS = 4_000;

/** Where in a plan which of the values belongs; a number is a place. */
type Places = number | { [key: string]: Places };
type Planned = { plan: unknown; places: Places | null };

/** @returns what gives the compiler back as it was */
export function rememberPlans(): () => void {
  const require = createRequire(createRequire(import.meta.url).resolve("@prisma/client"));
  const { QueryCompiler } = require(".prisma/client/query_compiler_bg.js") as { QueryCompiler: { prototype: Compiler } };
  const { prototype } = QueryCompiler;
  const { compile } = prototype;
  const quick = quickly(compile);
  prototype.compile = function (query) {
    return quick.call(this, query);
  };
  return () => {
    prototype.compile = compile;
  };
}

/** The same plans as by `compile`, most of them without asking it. */
export function quickly(compile: (this: object, query: string) => unknown): (this: object, query: string) => unknown {
  /** By shape; "" where a shape's values do not come through as they are. */
  const shapes = new Map<string, Planned | "">();
  const whole = new Map<string, unknown>();

  return function (this: object, query) {
    const { shape, values } = shapeOf(query);
    let known = shapes.get(shape);
    if (known === undefined) {
      const plan = compile.call(this, shape);
      const found = new Set<string>();
      const places = placesIn(plan, new Map(values.map(({ standIn }, n) => [standIn, n])), found);
      remember(shapes, shape, (known = places !== "spoilt" && found.size === values.length ? { plan, places } : ""));
    }
    if (known)
      return known.places === null
        ? known.plan
        : filled(
            known.plan,
            known.places,
            values.map(({ value }) => value),
          );
    if (!whole.has(query)) remember(whole, query, compile.call(this, query));
    return whole.get(query);
  };
}

/** The same value has the same stand-in throughout. */
function shapeOf(query: string): { shape: string; values: { value: string; standIn: string }[] } {
  const known = new Map<string, string>();
  const shape = query.replace(ANY, (_, value: string) => {
    let standIn = known.get(value);
    if (!standIn) known.set(value, (standIn = PASSED_ON.find(({ what }) => what.test(value))!.standIn(known.size + 1)));
    return `"${standIn}"`;
  });
  return { shape, values: [...known].map(([value, standIn]) => ({ value, standIn })) };
}

/** null: none here. "spoilt": one is part of a longer text, so that nothing can be put in its place. */
function placesIn(plan: unknown, standIns: Map<string, number>, found: Set<string>): Places | null | "spoilt" {
  if (typeof plan === "string") {
    const n = standIns.get(plan);
    if (n === undefined) return [...standIns.keys()].some((standIn) => plan.includes(standIn)) ? "spoilt" : null;
    found.add(plan);
    return n;
  }
  if (typeof plan !== "object" || plan === null) return null;
  const places: { [key: string]: Places } = {};
  for (const [key, part] of Object.entries(plan)) {
    const here = placesIn(part, standIns, found);
    if (here === "spoilt") return "spoilt";
    if (here !== null) places[key] = here;
  }
  return Object.keys(places).length ? places : null;
}

/** The plan with the values in their places; what holds none is shared. */
function filled(plan: unknown, places: Places, values: string[]): unknown {
  if (typeof places === "number") return values[places];
  const copy = (Array.isArray(plan) ? [...(plan as unknown[])] : { ...(plan as object) }) as Record<string, unknown>;
  for (const key in places) copy[key] = filled(copy[key], places[key], values);
  return copy;
}

/** The oldest go first. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST_PLANS) for (const old of [...map.keys()].slice(0, MOST_PLANS / 4)) map.delete(old);
  map.set(key, value);
}
