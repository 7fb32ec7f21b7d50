/**
 * Runs one document: parsed and validated on the real schema (kept by its text), its cost taken from the bucket, its
 * input lists no longer than 250, then executed by graphql-js over the emulator's resolvers. Whatever isn't built
 * fails by name instead of coming out as null.
 */
import {
  execute,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isNonNullType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  type OperationDefinitionNode,
} from "graphql";
import { refuseWithoutScope } from "./access.ts";
import { pageOf } from "./connection.ts";
import { CONNECTION_COST, MOST_FOR_ONE, MUTATION_COST, requestedCost } from "./cost.ts";
import { registry } from "./nouns.ts";
import { builtField, NotBuilt, Rows, Typed, unwrap, type ApiCall } from "./resolver.ts";
import { adminSchema, schemaFacts } from "./schema.ts";
import { settle, take } from "./throttle.ts";

const LONGEST_INPUT_LIST = 250;
const MOST_DOCUMENTS = 500;

export type GraphQLCall = { query: string; variables: Record<string, unknown>; operationName?: string };
export type Outcome =
  | { kind: "throttled"; requestedCost: number }
  | { kind: "ran"; result: ExecutionResult; requestedCost: number | null; actualCost: number | null; mutations: string[] };

type Ready = { document: DocumentNode; errors: readonly GraphQLError[] };
const documents = new Map<string, Ready>();
// Shopify answers introspection, but nothing of ours should ask a shop for its schema.
const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule];

function ready(query: string): Ready {
  let found = documents.get(query);
  if (!found) {
    const document = parse(query);
    found = { document, errors: validate(adminSchema(), document, rules) };
    if (documents.size >= MOST_DOCUMENTS) documents.delete(documents.keys().next().value!);
    documents.set(query, found);
  }
  return found;
}

export function runDocument(call: ApiCall, request: GraphQLCall): Outcome {
  const failed = (errors: readonly GraphQLError[]): Outcome => ({
    kind: "ran",
    result: { errors },
    requestedCost: null,
    actualCost: null,
    mutations: [],
  });
  let prepared: Ready;
  try {
    prepared = ready(request.query);
  } catch (error) {
    if (error instanceof GraphQLError) return failed([error]);
    throw error;
  }
  if (prepared.errors.length > 0) return failed(prepared.errors);
  const { document } = prepared;
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return failed([new GraphQLError("An operation name is required")]);
  const coerced = getVariableValues(adminSchema(), operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors)
    return failed(
      coerced.errors.map(
        (error) => new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: "INVALID_VARIABLE", ...error.extensions } }),
      ),
    );
  const tooLong = longestList(Object.values(coerced.coerced));
  if (tooLong > LONGEST_INPUT_LIST)
    return failed([
      new GraphQLError(`The input array size of ${tooLong} is greater than the maximum allowed of ${LONGEST_INPUT_LIST}.`, {
        extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
      }),
    ]);
  const withoutKey = missingIdempotencyKey(operation);
  if (withoutKey)
    return failed([new GraphQLError(`The @idempotent directive is required for ${withoutKey}`, { extensions: { code: "BAD_REQUEST" } })]);

  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const requested = requestedCost(adminSchema(), operation, fragments, coerced.coerced);
  if (requested > MOST_FOR_ONE) {
    return failed([
      new GraphQLError(`Query cost is ${requested}, which exceeds the single query max cost limit (${MOST_FOR_ONE}).`, {
        extensions: {
          code: "MAX_COST_EXCEEDED",
          cost: requested,
          maxCost: MOST_FOR_ONE,
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      }),
    ]);
  }
  if (!take(call.emulator, requested)) return { kind: "throttled", requestedCost: requested };
  const result = execute({
    schema: adminSchema(),
    document,
    contextValue: call,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver,
    typeResolver,
  });
  if (result instanceof Promise) throw new Error("a resolver of the emulator returned a promise: they are all synchronous");
  settle(call.emulator, requested, call.actualCost);
  return {
    kind: "ran",
    result,
    requestedCost: requested,
    actualCost: call.actualCost,
    mutations: operation.operation === "mutation" ? topFields(operation) : [],
  };
}

function longestList(values: unknown[], depth = 0): number {
  if (depth > 20) return 0;
  let longest = 0;
  for (const value of values) {
    if (Array.isArray(value)) longest = Math.max(longest, value.length, longestList(value, depth + 1));
    else if (typeof value === "object" && value !== null) longest = Math.max(longest, longestList(Object.values(value), depth + 1));
  }
  return longest;
}

const topFields = (operation: OperationDefinitionNode): string[] =>
  operation.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []));

function missingIdempotencyKey(operation: OperationDefinitionNode): string | null {
  if (operation.operation !== "mutation") return null;
  for (const node of operation.selectionSet.selections) {
    if (node.kind !== Kind.FIELD || !schemaFacts().needsIdempotencyKey.has(node.name.value)) continue;
    if (!node.directives?.some((directive) => directive.name.value === "idempotent")) return node.name.value;
  }
  return null;
}

const fieldResolver: GraphQLFieldResolver<unknown, ApiCall> = (source, args, call, info) => {
  const parent = info.parentType;
  const field = parent.getFields()[info.fieldName]!;
  refuseWithoutScope(parent.name, field, call.scopes);
  const built = builtField(registry(), parent.name, info.fieldName);
  for (const argument of info.fieldNodes[0]!.arguments ?? []) {
    if (!built.args.has(argument.name.value)) throw new NotBuilt(`the argument ${parent.name}.${info.fieldName}(${argument.name.value}:)`);
  }
  if (parent.name === "Mutation") {
    call.actualCost += MUTATION_COST;
    if (longestList([args]) > LONGEST_INPUT_LIST)
      throw new GraphQLError(
        `The input array size of ${longestList([args])} is greater than the maximum allowed of ${LONGEST_INPUT_LIST}.`,
        { extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" } },
      );
  }
  const value = built.resolve(unwrap(source), args, call);
  if (value instanceof Rows) {
    const page = pageOf(value, getArgumentValues(field, info.fieldNodes[0]!, info.variableValues));
    call.actualCost += CONNECTION_COST + page.nodes.length;
    return page;
  }
  if (value === undefined) throw new Error(`the resolver of ${parent.name}.${info.fieldName} returned undefined`);
  const type = getNamedType(isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType);
  if (isCompositeType(type) && value !== null && parent.name !== "Mutation" && !isPagePart(parent.name)) call.actualCost += 1;
  return value;
};

const isPagePart = (typeName: string): boolean => typeName.endsWith("Connection") || typeName.endsWith("Edge");

const typeResolver: GraphQLTypeResolver<unknown, ApiCall> = (value, _call, _info, type) => {
  if (value instanceof Typed) return value.type;
  throw new NotBuilt(`a member of ${type.name}`);
};
