/**
 * Some thousand lines of the orders file on their way to the tables. Children are parsed only when the batch is
 * closed: whether a line's price contains tax is known to its order alone, and the order may come after its lines.
 */
import type { ReadLine, ReadOrder } from "~/ports/shop";
import { parseLine, parseOrder } from "../parse-order";
import { parseBulkLine, type BulkNode } from "./parse-bulk-line";

export type Refusal = { line: string; reason: string };

/** What a closed batch holds; an order's own `lines` are empty here. */
export type ClosedBatch = {
  orders: ReadOrder[];
  lines: (ReadLine & { orderId: string })[];
  /** Codes of orders that came in an earlier batch. */
  lateCodes: { orderId: string; code: string }[];
  refusals: Refusal[];
};

export class OrdersBatch {
  readonly #orders = new Map<string, { node: BulkNode; applications: { index: number; code?: string }[] }>();
  readonly #lines: { orderId: string; node: BulkNode }[] = [];
  readonly #applications: { orderId: string; index: number; code: string }[] = [];
  readonly #refusals: Refusal[] = [];
  readonly #currency: string;
  #taxesIncluded: boolean;
  #size = 0;

  /** @param taxesIncluded what the last order before this batch said, for lines whose order came earlier */
  constructor(currency: string, taxesIncluded: boolean) {
    this.#currency = currency;
    this.#taxesIncluded = taxesIncluded;
  }

  get size(): number {
    return this.#size;
  }
  get taxesIncluded(): boolean {
    return this.#taxesIncluded;
  }

  add(text: string): void {
    this.#size += 1;
    this.#orRefuse(text, () => {
      const line = parseBulkLine(text);
      if (line.kind === "order") this.#orders.set(line.orderId, { node: line.node, applications: [] });
      else if (line.kind === "line") this.#lines.push(line);
      else if (line.code !== null) this.#applications.push({ orderId: line.orderId, index: line.index, code: line.code });
    });
  }

  close(): ClosedBatch {
    const lateCodes: ClosedBatch["lateCodes"] = [];
    for (const { orderId, index, code } of this.#applications) {
      const order = this.#orders.get(orderId);
      if (order) order.applications.push({ index, code });
      else lateCodes.push({ orderId, code });
    }
    const orders: ReadOrder[] = [];
    const taxed = new Map<string, boolean>();
    for (const [orderId, { node, applications }] of this.#orders) {
      this.#orRefuse(node, () => {
        orders.push(parseOrder({ ...node, lineItems: [], discountApplications: applications }));
        taxed.set(orderId, (this.#taxesIncluded = node.taxesIncluded === true));
      });
    }
    const lines: ClosedBatch["lines"] = [];
    for (const { orderId, node } of this.#lines) {
      this.#orRefuse(node, () => lines.push({ orderId, ...parseLine(node, this.#currency, taxed.get(orderId) ?? this.#taxesIncluded) }));
    }
    return { orders, lines, lateCodes, refusals: this.#refusals };
  }

  #orRefuse(what: string | BulkNode, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#refusals.push({
        line: (typeof what === "string" ? what : String(what.id)).slice(0, 120),
        reason: (error as Error).message.slice(0, 300),
      });
    }
  }
}
