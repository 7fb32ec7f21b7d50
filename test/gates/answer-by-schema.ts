/**
 * Answers a document with values that its schema allows, so that adapters can be run against every shape Shopify may
 * send: once with everything there, once with everything null that may be null.
 */
import {
  execute,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isLeafType,
  isNonNullType,
  Kind,
  parse,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";

const SCALARS: Record<string, unknown> = {
  Boolean: true,
  DateTime: "2026-11-01T10:00:00Z",
  Decimal: "12.00",
  Float: 0.5,
  Int: 1,
  Money: "12.00",
  String: "text",
  UnsignedInt64: "12",
  URL: "https://example.com/",
};

export type Answering = {
  /** Whether what may be null is null, below the first level. */
  nulls: boolean;
  /** Over what the schema would have chosen, by field name. */
  fields?: Record<string, unknown>;
};

export async function answerBySchema(
  schema: GraphQLSchema,
  text: string,
  variables: Record<string, unknown>,
  { nulls, fields = {} }: Answering,
) {
  const valueOf = (type: GraphQLOutputType, parentName: string): unknown => {
    const inner = getNullableType(type);
    if (isListType(inner)) return [valueOf(inner.ofType as GraphQLOutputType, parentName)];
    const named = getNamedType(inner);
    if (isEnumType(named)) return named.getValues()[0].value;
    if (!isLeafType(named)) return {};
    if (named.name === "ID") return `gid://shopify/${parentName}/12`;
    if (!(named.name in SCALARS)) throw new Error(`say in answer-by-schema.ts what a ${named.name} looks like`);
    return SCALARS[named.name];
  };
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (_source, _args, _context, { fieldName, returnType, parentType, path }) => {
    if (fieldName in fields) return fields[fieldName];
    if (fieldName === "userErrors") return [];
    if (fieldName === "hasNextPage") return false;
    const isTop = path.prev === undefined || path.prev.prev === undefined;
    if (nulls && !isTop && !isNonNullType(returnType)) return null;
    return valueOf(returnType, parentType.name);
  };
  const typeResolver = (
    _value: unknown,
    _context: unknown,
    { schema: all, fieldNodes }: Pick<GraphQLResolveInfo, "schema" | "fieldNodes">,
    type: Parameters<GraphQLSchema["getPossibleTypes"]>[0],
  ) => {
    if (!isAbstractType(type)) return undefined;
    // Of all the types there may be, the first one the document asks something of.
    const asked = fieldNodes[0].selectionSet?.selections.find((one) => one.kind === Kind.INLINE_FRAGMENT)?.typeCondition?.name.value;
    return asked ?? all.getPossibleTypes(type)[0].name;
  };
  const result = await execute({ schema, document: parse(text), variableValues: variables, fieldResolver, typeResolver });
  if (result.errors) throw result.errors[0];
  return result.data;
}
