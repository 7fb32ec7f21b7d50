/** Tells the kinds of lines in a bulk operation's orders file apart: an order, or a child that names its order. */
import { idOfGid } from "../gid";

export type BulkNode = Record<string, unknown>;
export type BulkLine =
  | { kind: "order"; orderId: string; node: BulkNode }
  | { kind: "line"; orderId: string; node: BulkNode }
  | { kind: "application"; orderId: string; index: number; code: string | null };

/** @throws SyntaxError when the line is no JSON; Error when it is neither an order nor a child of one. */
export function parseBulkLine(text: string): BulkLine {
  const node = JSON.parse(text) as BulkNode;
  const { id, __parentId: parent } = node;
  if (typeof id === "string" && id.startsWith("gid://shopify/Order/")) return { kind: "order", orderId: idOfGid(id), node };
  if (typeof parent !== "string" || !parent.startsWith("gid://shopify/Order/")) throw new Error("neither an order nor a child of one");
  const orderId = idOfGid(parent);
  if (typeof id === "string" && id.startsWith("gid://shopify/LineItem/")) return { kind: "line", orderId, node };
  if (id === undefined && typeof node.index === "number")
    return { kind: "application", orderId, index: node.index, code: typeof node.code === "string" ? node.code : null };
  throw new Error(`a child of an unexpected kind: ${String(id)}`);
}
