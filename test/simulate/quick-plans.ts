/**
 * Spares Prisma from planning the same query again: a plan hangs on nothing but the query's text and the schema, and three of four
 * queries of a life were asked before. Statements and values are the same as without.
 */
import { createRequire } from "node:module";

type Compiler = { compile(this: object, query: string): unknown };

const MOST_PLANS = 4_000;

/** @returns what gives the compiler back as it was */
export function rememberPlans(): () => void {
  const require = createRequire(createRequire(import.meta.url).resolve("@prisma/client"));
  const { QueryCompiler } = require(".prisma/client/query_compiler_bg.js") as { QueryCompiler: { prototype: Compiler } };
  const { prototype } = QueryCompiler;
  const { compile } = prototype;
  const plans = new Map<string, unknown>();
  prototype.compile = function (query) {
    let plan = plans.get(query);
    if (plan !== undefined) return plan;
    plan = compile.call(this, query);
    // The oldest go first: whose shop is gone is not asked about again.
    if (plans.size >= MOST_PLANS) for (const old of [...plans.keys()].slice(0, MOST_PLANS / 4)) plans.delete(old);
    plans.set(query, plan);
    return plan;
  };
  return () => {
    prototype.compile = compile;
  };
}
