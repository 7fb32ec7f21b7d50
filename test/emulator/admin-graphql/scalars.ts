/**
 * Shopify's custom scalars, checked both ways. A schema rebuilt from introspection takes anything for them
 * (`startsAt: "not-a-date"`), so each gets its own coercion here; what goes out is checked as strictly as what comes in.
 */
import { GraphQLError, Kind, valueFromASTUntyped, type GraphQLScalarType, type GraphQLSchema } from "graphql";

type Coercion = (value: unknown) => unknown;

const refuse = (type: string, value: unknown): never => {
  throw new GraphQLError(`${JSON.stringify(value)} is not a valid ${type}`, { extensions: { code: "INVALID_VARIABLE" } });
};

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const MAX_UNSIGNED = 2n ** 64n - 1n;

function isRealDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function dateTime(value: unknown): string {
  if (typeof value !== "string" || !DATE_TIME.test(value) || !isRealDay(value) || Number.isNaN(Date.parse(value)))
    return refuse("DateTime", value);
  return value;
}

function decimal(type: string): Coercion {
  return (value) => {
    const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
    return typeof text === "string" && DECIMAL.test(text) ? text : refuse(type, value);
  };
}

function unsignedInt64(value: unknown): string {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || !/^\d{1,20}$/.test(text) || BigInt(text) > MAX_UNSIGNED) return refuse("UnsignedInt64", value);
  return text;
}

function url(value: unknown): string {
  if (typeof value !== "string" || !URL.canParse(value)) return refuse("URL", value);
  return value;
}

const string =
  (type: string): Coercion =>
  (value) =>
    typeof value === "string" ? value : refuse(type, value);
const anything: Coercion = (value) => value;

const INPUT: Record<string, Coercion> = {
  ARN: string("ARN"),
  BigInt: unsignedInt64,
  Color: string("Color"),
  Date: (value) => (typeof value === "string" && DATE.test(value) && isRealDay(value) ? value : refuse("Date", value)),
  DateTime: dateTime,
  Decimal: decimal("Decimal"),
  FormattedString: string("FormattedString"),
  HTML: string("HTML"),
  JSON: anything,
  Money: decimal("Money"),
  StorefrontID: string("StorefrontID"),
  URL: url,
  UnsignedInt64: unsignedInt64,
  UtcOffset: (value) => (typeof value === "string" && /^[+-]\d{2}:\d{2}$/.test(value) ? value : refuse("UtcOffset", value)),
};

/** Shopify writes whole seconds in UTC. */
const OUTPUT: Record<string, Coercion> = {
  ...INPUT,
  DateTime: (value) => {
    const text = dateTime(value);
    return text.length === 24 && text.endsWith("Z") ? `${text.slice(0, 19)}Z` : new Date(text).toISOString().slice(0, 19) + "Z";
  },
};

const BUILT_IN = new Set(["String", "Int", "Float", "Boolean", "ID"]);

/** Gives every custom scalar of the schema its coercion; a scalar nobody wrote down here is an error at start. */
export function checkScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!("parseLiteral" in type) || !("serialize" in type) || "getValues" in type || BUILT_IN.has(type.name)) continue;
    const scalar = type as GraphQLScalarType;
    const coerceIn = INPUT[scalar.name];
    const coerceOut = OUTPUT[scalar.name];
    if (!coerceIn || !coerceOut) throw new Error(`the emulator doesn't know the scalar ${scalar.name}: write its coercion in scalars.ts`);
    scalar.parseValue = coerceIn;
    scalar.parseLiteral = (node, variables) => {
      if (node.kind === Kind.ENUM) return refuse(scalar.name, node.value);
      return coerceIn(valueFromASTUntyped(node, variables));
    };
    scalar.serialize = coerceOut;
  }
}
