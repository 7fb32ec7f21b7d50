/**
 * The lines of a bulk result. Nodes of nested connections carry `__parentId`. Grouped, they follow their parent at
 * once; not grouped (Shopify's default), they come after their parent but not next to it. On request the lines are
 * shuffled, so that children come before their parents.
 */
import { Rows, type ApiCall } from "../admin-graphql/resolver.ts";
import { makeLot } from "../webhooks/lot.ts";
import { readFields, type ConnectionPlan } from "./plan.ts";

const PARENTS_BEFORE_CHILDREN = 50;
const SHUFFLED_TOGETHER = 20_000;

export type Line = { text: string; root: boolean };

/** How many root objects there will be. */
export function countRoots(plan: readonly ConnectionPlan[], call: ApiCall): number {
  return plan.reduce((count, connection) => count + rowsOf(connection, undefined, call).rows.length, 0);
}

export function walk(
  plan: readonly ConnectionPlan[],
  call: ApiCall,
  options: { grouped: boolean; shuffleSeed: number | null },
): Iterable<Line> {
  const lines = options.grouped ? grouped(plan, call) : ungrouped(plan, call);
  return options.shuffleSeed === null ? lines : shuffled(lines, options.shuffleSeed);
}

function rowsOf(connection: ConnectionPlan, source: unknown, call: ApiCall): Rows {
  const rows = connection.resolve(source, connection.args, call);
  if (!(rows instanceof Rows)) throw new Error("a connection's resolver returned no rows");
  if (connection.args.reverse === true) return new Rows([...rows.rows].reverse(), rows.position);
  return rows;
}

function* grouped(plan: readonly ConnectionPlan[], call: ApiCall): Generator<Line> {
  for (const connection of plan) {
    for (const row of rowsOf(connection, undefined, call).rows) {
      const line = readFields(connection.node.fields, row, call);
      yield { text: JSON.stringify(line), root: true };
      yield* children(connection, row, line.id, call);
    }
  }
}

function* ungrouped(plan: readonly ConnectionPlan[], call: ApiCall): Generator<Line> {
  for (const connection of plan) {
    let held: { row: unknown; id: unknown }[] = [];
    for (const row of rowsOf(connection, undefined, call).rows) {
      const line = readFields(connection.node.fields, row, call);
      yield { text: JSON.stringify(line), root: true };
      if (connection.node.connections.length === 0) continue;
      held.push({ row, id: line.id });
      if (held.length < PARENTS_BEFORE_CHILDREN) continue;
      for (const parent of held) yield* children(connection, parent.row, parent.id, call);
      held = [];
    }
    for (const parent of held) yield* children(connection, parent.row, parent.id, call);
  }
}

function* children(parent: ConnectionPlan, row: unknown, id: unknown, call: ApiCall): Generator<Line> {
  for (const connection of parent.node.connections) {
    for (const child of rowsOf(connection, row, call).rows) {
      const line = readFields(connection.node.fields, child, call);
      const childId = line.id;
      line.__parentId = id;
      yield { text: JSON.stringify(line), root: false };
      yield* children(connection, child, childId, call);
    }
  }
}

function* shuffled(lines: Iterable<Line>, seed: number): Generator<Line> {
  const lot = makeLot(seed);
  let held: Line[] = [];
  for (const line of lines) {
    held.push(line);
    if (held.length < SHUFFLED_TOGETHER) continue;
    yield* lot.shuffle(held);
    held = [];
  }
  yield* lot.shuffle(held);
}
