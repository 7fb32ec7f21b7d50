/**
 * The real Admin schema, version 2026-10, built once a process, and the facts Shopify publishes beside it:
 * which scopes a field needs, which mutations need an idempotency key.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { checkScalars } from "./scalars.ts";

export const API_VERSION = "2026-10";

type Facts = { mutationsNeedingIdempotencyKey: string[]; scopesAnyOf: Record<string, string[]> };

const folder = new URL("../shopify-schema/", import.meta.url);
let schema: GraphQLSchema | null = null;
let facts: { needsIdempotencyKey: Set<string>; scopesAnyOf: Record<string, string[]> } | null = null;

export function adminSchema(): GraphQLSchema {
  if (!schema) {
    const packed = readFileSync(new URL(`admin-${API_VERSION}.introspection.json.gz`, folder));
    const introspection = JSON.parse(gunzipSync(packed).toString("utf8")) as { data: IntrospectionQuery };
    schema = buildClientSchema(introspection.data, { assumeValid: true });
    checkScalars(schema);
  }
  return schema;
}

export function schemaFacts(): { needsIdempotencyKey: Set<string>; scopesAnyOf: Record<string, string[]> } {
  if (!facts) {
    const read = JSON.parse(readFileSync(new URL(`admin-${API_VERSION}.facts.json`, folder), "utf8")) as Facts;
    facts = { needsIdempotencyKey: new Set(read.mutationsNeedingIdempotencyKey), scopesAnyOf: read.scopesAnyOf };
  }
  return facts;
}
