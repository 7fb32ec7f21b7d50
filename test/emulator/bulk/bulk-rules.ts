/**
 * What Shopify refuses as a bulk query, before it starts: no connection at all, more than five, nested deeper than two,
 * a connection inside a list, variables, `node` at the top. The words are Shopify's as far as they are known.
 */
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { adminSchema } from "../admin-graphql/schema.ts";

export const MOST_CONNECTIONS = 5;
export const DEEPEST_NESTING = 2;

export type BulkQuery = { operation: OperationDefinitionNode; fragments: Map<string, FragmentDefinitionNode> };

export const isConnection = (type: GraphQLNamedType): boolean => type.name.endsWith("Connection");

/** The query ready to be planned, or Shopify's messages against it. */
export function checkBulkQuery(text: string): BulkQuery | { problems: string[] } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { problems: [`Invalid bulk query: ${(error as Error).message}`] };
  }
  const operations = document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  const operation = operations[0];
  if (!operation || operations.length > 1) return { problems: ["Bulk operations must contain exactly one operation"] };
  if (operation.operation !== "query") return { problems: ["Bulk operation query must be a query, not a mutation"] };
  if ((operation.variableDefinitions ?? []).length > 0) return { problems: ["Bulk queries cannot contain top level variables."] };
  const invalid = validate(adminSchema(), document, specifiedRules);
  if (invalid.length > 0) return { problems: invalid.map((error) => `Invalid bulk query: ${error.message}`) };
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const query = { operation, fragments };
  const problems = new Inspection(query).problems();
  return problems.length > 0 ? { problems } : query;
}

class Inspection {
  readonly #query: BulkQuery;
  readonly #problems = new Set<string>();
  #connections = 0;

  constructor(query: BulkQuery) {
    this.#query = query;
  }

  problems(): string[] {
    this.#visit(this.#query.operation.selectionSet, adminSchema().getQueryType()!, { depth: 0, inList: false, top: true });
    if (this.#connections === 0) this.#problems.add("Bulk queries must contain at least one connection.");
    if (this.#connections > MOST_CONNECTIONS) this.#problems.add(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
    return [...this.#problems];
  }

  #visit(selections: SelectionSetNode, parent: GraphQLNamedType, at: { depth: number; inList: boolean; top: boolean }): void {
    for (const node of selections.selections) {
      if (node.kind === Kind.FIELD) this.#field(node, parent, at);
      else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#query.fragments.get(node.name.value)!;
        this.#visit(fragment.selectionSet, fragment.typeCondition ? adminSchema().getType(fragment.typeCondition.name.value)! : parent, at);
      }
    }
  }

  #field(node: FieldNode, parent: GraphQLNamedType, at: { depth: number; inList: boolean; top: boolean }): void {
    if (!node.selectionSet || !("getFields" in parent)) return;
    const field = parent.getFields()[node.name.value] as GraphQLField<unknown, unknown>;
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return;
    if (at.top && (node.name.value === "node" || node.name.value === "nodes"))
      this.#problems.add("Bulk queries cannot contain the top level `node` or `nodes` fields.");
    const isPagePart = isConnection(parent) || parent.name.endsWith("Edge");
    const inList = at.inList || (!isPagePart && isListType(getNullableType(field.type)));
    if (!isConnection(type)) return this.#visit(node.selectionSet, type, { depth: at.depth, inList, top: false });
    this.#connections++;
    if (at.inList) this.#problems.add("Queries that contain a connection field within a list field are not currently supported.");
    if (at.depth + 1 > DEEPEST_NESTING)
      this.#problems.add(`Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST_NESTING}.`);
    this.#visit(node.selectionSet, type, { depth: at.depth + 1, inList: false, top: false });
  }
}
