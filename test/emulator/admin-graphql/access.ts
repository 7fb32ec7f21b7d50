/**
 * Access scopes: which a field asks for (its own, and those of the type it returns, also through a connection) and
 * Shopify's refusal when none of them is granted. `write_x` brings `read_x` with it.
 */
import { getNamedType, GraphQLError, isObjectType, type GraphQLField, type GraphQLNamedType } from "graphql";
import { schemaFacts } from "./schema.ts";

export const ORDER_WINDOW_DAYS = 60;

/** What a token with these scopes may do: write implies read. */
export function withImplied(scopes: Iterable<string>): Set<string> {
  const all = new Set(scopes);
  for (const scope of [...all]) if (scope.startsWith("write_")) all.add(scope.replace("write_", "read_"));
  return all;
}

const needs = new Map<string, readonly (readonly string[])[]>();

/** Each inner list is satisfied by any one of its scopes; all lists must be. */
export function scopesNeeded(parentName: string, field: GraphQLField<unknown, unknown>): readonly (readonly string[])[] {
  const key = `${parentName}.${field.name}`;
  let lists = needs.get(key);
  if (!lists) {
    const { scopesAnyOf } = schemaFacts();
    lists = [scopesAnyOf[key], scopesAnyOf[returned(getNamedType(field.type)).name]].filter((list) => list !== undefined);
    needs.set(key, lists);
  }
  return lists;
}

function returned(type: GraphQLNamedType): GraphQLNamedType {
  if (!isObjectType(type) || !type.name.endsWith("Connection")) return type;
  const nodes = type.getFields().nodes;
  return nodes ? getNamedType(nodes.type) : type;
}

export function refuseWithoutScope(parentName: string, field: GraphQLField<unknown, unknown>, granted: ReadonlySet<string>): void {
  for (const list of scopesNeeded(parentName, field)) {
    if (list.some((scope) => granted.has(scope))) continue;
    const required = `${list.map((scope) => `\`${scope}\``).join(" or ")} access scope.`;
    throw new GraphQLError(`Access denied for ${field.name} field. Required access: ${required}`, {
      extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes", requiredAccess: required },
    });
  }
}
