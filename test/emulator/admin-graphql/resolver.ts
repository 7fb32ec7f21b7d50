/**
 * What a resolver is here. Every resolver is synchronous and reads the books only, so that graphql-js and the bulk
 * walker run the very same ones. A field without a resolver, an argument a resolver doesn't name, or a value of
 * an unknown kind is an error that names itself: nothing is answered by accident.
 */
import { GraphQLError } from "graphql";
import type { EmulatorContext } from "../context.ts";

/** One call of the API: who asks, what they may see, what it has cost so far. */
export type ApiCall = {
  emulator: EmulatorContext;
  scopes: ReadonlySet<string>;
  /** Orders created before this are invisible (60 days) unless read_all_orders is granted; null: all are visible. */
  ordersSince: string | null;
  /** As without approval for protected customer data: names, e-mails, addresses and phones come out empty. */
  hidePersonalData: boolean;
  actualCost: number;
};

export type Arguments = Record<string, unknown>;
export type Resolve<S> = (source: S, args: Arguments, call: ApiCall) => unknown;
/** Either takes no arguments at all, or names those it has built. */
export type Field<S> = Resolve<S> | { args: readonly string[]; resolve: Resolve<S> };
export type BuiltField = { args: ReadonlySet<string>; resolve: Resolve<unknown> };
export type Registry = Map<string, Map<string, BuiltField>>;

/** Fields of one object type over sources of type S. */
export function objectType<S>(fields: Record<string, Field<S>>): Map<string, BuiltField> {
  const built = new Map<string, BuiltField>();
  for (const [name, field] of Object.entries(fields)) {
    built.set(
      name,
      typeof field === "function"
        ? { args: new Set(), resolve: field as Resolve<unknown> }
        : { args: new Set(field.args), resolve: field.resolve as Resolve<unknown> },
    );
  }
  return built;
}

/** A value whose object type can't be told from the schema: a member of a union or interface. */
export class Typed {
  readonly type: string;
  readonly source: unknown;
  constructor(type: string, source: unknown) {
    this.type = type;
    this.source = source;
  }
}

/** All rows behind a connection, in order; the page is cut out of it by the caller's first, last, after, before. */
export class Rows<T = unknown> {
  readonly rows: readonly T[];
  /** Unique and in the rows' order: what a cursor remembers. */
  readonly position: (row: T, index: number) => string;
  constructor(rows: readonly T[], position: (row: T, index: number) => string) {
    this.rows = rows;
    this.position = position;
  }
}

export class NotBuilt extends GraphQLError {
  constructor(what: string) {
    super(`${what} isn't built in the emulator: build it in test/emulator/admin-graphql, or ask for something else`, {
      extensions: { code: "EMULATOR_NOT_BUILT" },
    });
  }
}

/** Throws unless every given key of an input object is one the emulator has built. */
export function onlyBuilt(input: Record<string, unknown>, built: readonly string[], typeName: string): void {
  for (const [key, value] of Object.entries(input)) {
    if (value !== null && value !== undefined && !built.includes(key)) throw new NotBuilt(`the input field ${typeName}.${key}`);
  }
}

/** Looks a field up, or throws naming it. Types without an entry are plain values whose properties are their fields. */
export function builtField(registry: Registry, typeName: string, fieldName: string): BuiltField {
  const type = registry.get(typeName);
  if (!type) return plainProperty(typeName, fieldName);
  const field = type.get(fieldName);
  if (!field) throw new NotBuilt(`${typeName}.${fieldName}`);
  return field;
}

const plainFields = new Map<string, BuiltField>();
function plainProperty(typeName: string, fieldName: string): BuiltField {
  const key = `${typeName}.${fieldName}`;
  let field = plainFields.get(key);
  if (!field) {
    const resolve: Resolve<unknown> = (source) => {
      if (typeof source !== "object" || source === null || !Object.hasOwn(source, fieldName)) throw new NotBuilt(key);
      return (source as Record<string, unknown>)[fieldName];
    };
    field = { args: new Set(), resolve };
    plainFields.set(key, field);
  }
  return field;
}

export const unwrap = (source: unknown): unknown => (source instanceof Typed ? source.source : source);
