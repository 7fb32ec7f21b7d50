/**
 * What a document costs before it runs, by Shopify's published rule: an object 1, a scalar 0, a connection 2 plus its
 * page size times its node, a mutation 10. One document may ask for at most 1,000 points. The actual cost is counted
 * while resolving.
 */
import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

export const MOST_FOR_ONE = 1000;
export const CONNECTION_COST = 2;
export const MUTATION_COST = 10;

type Costing = { schema: GraphQLSchema; fragments: Map<string, FragmentDefinitionNode>; variables: Record<string, unknown> };

export function requestedCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Map<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
): number {
  const costing = { schema, fragments, variables };
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no ${operation.operation}`);
  if (operation.operation === "mutation") {
    const mutations = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD).length;
    return MUTATION_COST * mutations;
  }
  return costOf(costing, operation.selectionSet, root);
}

function costOf(costing: Costing, selections: SelectionSetNode, parent: GraphQLNamedType): number {
  let cost = 0;
  let dearestOfUnion = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      cost += fieldCost(costing, selection, parent);
    } else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : costing.fragments.get(selection.name.value)!;
      const on = fragment.typeCondition ? costing.schema.getType(fragment.typeCondition.name.value)! : parent;
      const inner = costOf(costing, fragment.selectionSet, on);
      // only one member of a union can come
      if (isObjectType(on) && !isObjectType(parent)) dearestOfUnion = Math.max(dearestOfUnion, inner);
      else cost += inner;
    }
  }
  return cost + dearestOfUnion;
}

function fieldCost(
  costing: Costing,
  node: Extract<SelectionSetNode["selections"][number], { kind: "Field" }>,
  parent: GraphQLNamedType,
): number {
  if (!node.selectionSet || !("getFields" in parent)) return 0;
  const field = (parent as GraphQLObjectType).getFields()[node.name.value];
  if (!field) return 1;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  if (type.name === "PageInfo") return 0;
  if (!type.name.endsWith("Connection")) return 1 + costOf(costing, node.selectionSet, type);
  const args = getArgumentValues(field, node, costing.variables);
  const size = Number(args.first ?? args.last ?? 0);
  return CONNECTION_COST + size * nodeCost(costing, node.selectionSet, type);
}

/** The cost of one node, asked for by `nodes` or by `edges { node }`. */
function nodeCost(costing: Costing, selections: SelectionSetNode, connection: GraphQLNamedType): number {
  let cost = 0;
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : costing.fragments.get(selection.name.value)!;
      cost += nodeCost(costing, fragment.selectionSet, connection);
    } else if (
      selection.selectionSet &&
      (selection.name.value === "nodes" || selection.name.value === "edges" || selection.name.value === "node")
    ) {
      const field = (connection as GraphQLObjectType).getFields()[selection.name.value]!;
      const type = getNamedType(field.type);
      cost +=
        selection.name.value === "edges"
          ? nodeCost(costing, selection.selectionSet, type)
          : 1 + costOf(costing, selection.selectionSet, type);
    }
  }
  return cost;
}
