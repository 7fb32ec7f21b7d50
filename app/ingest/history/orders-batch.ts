/**
 * Some thousand lines of the orders file on their way to the tables: parsed and put into rows as they come, so that little
 * more than the rows is held. Only a line that lost units waits until the batch is closed: whether its prices contain tax
 * is known to its order alone, and the order may come after its lines.
 */
import type { ReadLine, ReadOrder } from "~/ports/shop";
import { hasLostUnits, parseLine, parseOrder, toOrder } from "../parse-order";
import { CopyText } from "./copy-text";
import { parseBulkLine, type BulkNode } from "./parse-bulk-line";
import { readPlainLine } from "./read-plain-line";
import { readPlainOrder } from "./read-plain-order";
import { buyerCells, lineRow, orderHead, orderRow, type LineSums } from "./staged-rows";

export type Refusal = { line: string; reason: string };

/** What a closed batch holds. */
export type ClosedBatch = {
  orderIds: string[];
  orders: CopyText;
  buyers: CopyText;
  lines: CopyText;
  /** Orders that came in another batch than these lines of theirs. */
  lateOrderIds: string[];
  /** Codes of orders that came in an earlier batch. */
  lateCodes: { orderId: string; index: number; code: string }[];
  refusals: Refusal[];
};

const NOTHING: LineSums = { goodsMinor: 0n, orderedMinor: 0n, units: 0 };

export class OrdersBatch {
  readonly #orders = new Map<string, { head: string; amountOnlyRefundsMinor: bigint; taxesIncluded: boolean; codes: string[] }>();
  readonly #buyers = new CopyText();
  readonly #lines = new CopyText();
  /** By order, of the lines that came in this batch. */
  readonly #sums = new Map<string, LineSums>();
  readonly #lostUnits: { orderId: string; node: BulkNode }[] = [];
  readonly #applications: { orderId: string; index: number; code: string }[] = [];
  readonly #refusals: Refusal[] = [];
  readonly #currency: string;
  readonly #met: Set<string>;
  #taxesIncluded: boolean;
  #size = 0;

  /**
   * @param taxesIncluded what the last order before this batch said, for lines whose order came earlier
   * @param met buyers that batches before this one hold: the same person stands in each of their orders, and one row is enough
   */
  constructor(currency: string, { taxesIncluded, met }: { taxesIncluded: boolean; met: Set<string> }) {
    this.#currency = currency;
    this.#taxesIncluded = taxesIncluded;
    this.#met = met;
  }

  get size(): number {
    return this.#size;
  }
  get taxesIncluded(): boolean {
    return this.#taxesIncluded;
  }

  add(text: string): void {
    this.#size += 1;
    const plain = readPlainLine(text, this.#currency);
    if (plain) return this.#keepLine(plain.orderId, plain.line);
    const order = readPlainOrder(text);
    if (order) return void this.#orRefuse(order.node, () => this.#keepOrder(order.orderId, toOrder(order.node), order.node.taxesIncluded));
    const line = this.#orRefuse(text, () => parseBulkLine(text));
    if (!line) return;
    if (line.kind === "application") {
      if (line.code !== null) this.#applications.push({ orderId: line.orderId, index: line.index, code: line.code });
    } else if (line.kind === "order") this.#orRefuse(line.node, () => this.#addOrder(line.orderId, line.node));
    else if (hasLostUnits(line.node as { quantity: number; currentQuantity: number })) this.#lostUnits.push(line);
    else this.#orRefuse(line.node, () => this.#keepLine(line.orderId, parseLine(line.node, this.#currency, false)));
  }

  close(): ClosedBatch {
    for (const { orderId, node } of this.#lostUnits) {
      const taxesIncluded = this.#orders.get(orderId)?.taxesIncluded ?? this.#taxesIncluded;
      this.#orRefuse(node, () => this.#keepLine(orderId, parseLine(node, this.#currency, taxesIncluded)));
    }
    const lateCodes: ClosedBatch["lateCodes"] = [];
    for (const one of this.#applications.sort((one, other) => one.index - other.index)) {
      const known = this.#orders.get(one.orderId);
      if (known) known.codes.push(one.code);
      else lateCodes.push(one);
    }
    const orders = new CopyText();
    for (const [orderId, { head, amountOnlyRefundsMinor, codes }] of this.#orders) {
      const { goodsMinor, orderedMinor, units } = this.#sums.get(orderId) ?? NOTHING;
      orders.addRow(orderRow(head, { goodsMinor: goodsMinor - amountOnlyRefundsMinor, orderedMinor, units, codes }));
    }
    return {
      orderIds: [...this.#orders.keys()],
      orders,
      buyers: this.#buyers,
      lines: this.#lines,
      lateOrderIds: [...this.#sums.keys()].filter((orderId) => !this.#orders.has(orderId)),
      lateCodes,
      refusals: this.#refusals,
    };
  }

  #addOrder(orderId: string, node: BulkNode): void {
    // Its children are lines of their own.
    const order = parseOrder({ ...node, lineItems: [], discountApplications: [] });
    this.#keepOrder(orderId, order, node.taxesIncluded === true);
  }

  #keepOrder(orderId: string, order: ReadOrder, taxesIncluded: boolean): void {
    this.#taxesIncluded = taxesIncluded;
    this.#orders.set(orderId, {
      head: orderHead(order),
      amountOnlyRefundsMinor: order.amountOnlyRefundsMinor,
      taxesIncluded,
      codes: [],
    });
    if (!order.buyer || this.#met.has(order.buyer.buyerId)) return;
    this.#buyers.add(buyerCells(order.buyer, order.currency));
    this.#met.add(order.buyer.buyerId);
  }

  #keepLine(orderId: string, line: ReadLine): void {
    this.#lines.addRow(lineRow(orderId, line));
    let sums = this.#sums.get(orderId);
    if (!sums) this.#sums.set(orderId, (sums = { goodsMinor: 0n, orderedMinor: 0n, units: 0 }));
    if (line.giftCard) return;
    sums.goodsMinor += line.goodsMinor;
    sums.orderedMinor += line.orderedMinor;
    sums.units += line.quantity;
  }

  #orRefuse<T>(what: string | { id?: unknown }, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#refusals.push({
        line: (typeof what === "string" ? what : String(what.id)).slice(0, 120),
        reason: (error as Error).message.slice(0, 300),
      });
      return null;
    }
  }
}
