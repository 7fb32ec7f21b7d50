/**
 * Reads orders as JSON lines, one order a line (the shape of ../shared/data). Postage lines become the order's shipping;
 * manual amounts, bank charges and cushion pads are neither goods nor shipping, so they stay out of the order and are
 * counted as left out. A line that makes no sense is refused with its number, and the rest is kept.
 */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import { plainOrder, Refusals, type HistoricOrder, type HistoricRefund, type History, type LeftOut } from "./history.ts";
import { titleCase } from "./title-case.ts";

const SHIPPING_SKUS = new Set(["POST", "DOT", "C2"]);
const ADJUSTMENT_SKUS = new Set(["M", "BANK CHARGES", "PADS"]);

const DAY_MS = 24 * 60 * 60 * 1000;

const minor = z.int().min(0).max(1e12);
const units = z.int().min(1).max(1e7);
const moment = z.iso.datetime({ offset: true });
const row = z.object({
  order: z.string().min(1).max(100),
  customer: z.string().max(200).nullable(),
  at: moment,
  country: z.string().max(100).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/, "a currency is three capital letters, like GBP"),
  lines: z
    .array(z.tuple([z.string().min(1), z.string(), units, minor]))
    .min(1)
    .max(10_000),
  refunds: z.array(z.object({ at: moment, lines: z.array(z.tuple([z.int().min(0), z.int().min(0).max(1e7), minor])).min(1) })),
});
type Row = z.infer<typeof row>;

/** @throws when the bytes can't be unpacked. Everything wrong with a single line is a refusal. */
export async function readOrdersJsonl(bytes: Readable): Promise<History> {
  const history: History = {
    orders: [],
    refusals: new Refusals(),
    doubts: new Refusals(),
    leftOut: { lines: 0, amountMinor: 0, refundedMinor: 0 },
  };
  const seen = new Map<string, number>();
  const titles = new Map<string, string>();
  let line = 0;
  for await (const text of linesOf(bytes)) {
    line += 1;
    if (text.trim() === "" || text === "\uFEFF") continue;
    const read = readRow(text);
    if ("reason" in read) {
      history.refusals.add(line, read.reason);
      continue;
    }
    const earlier = seen.get(read.row.order);
    if (earlier !== undefined) {
      history.refusals.add(line, `order ${read.row.order} was already on line ${earlier}`);
      continue;
    }
    seen.set(read.row.order, line);
    history.orders.push(toOrder(read.row, line, history.orders.length, titles, history.leftOut));
  }
  return history;
}

/** readline's iterator forgets an error of its input, so it is passed on by hand. */
async function* linesOf(bytes: Readable): AsyncGenerator<string> {
  let failure: Error | null = null;
  const lines = createInterface({ input: bytes, crlfDelay: Infinity });
  bytes.on("error", (error) => {
    failure = error;
    lines.close();
  });
  for await (const text of lines) yield text;
  if (failure) throw failure;
}

function readRow(text: string): { row: Row } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { reason: `not JSON: ${(error as Error).message}` };
  }
  const checked = row.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    return { reason: `${issue.path.join(".") || "the line"}: ${issue.message}` };
  }
  for (const refund of checked.data.refunds) {
    for (const [index] of refund.lines) {
      if (index >= checked.data.lines.length)
        return { reason: `a refund names line ${index}, but the order has ${checked.data.lines.length} lines` };
    }
  }
  return { row: checked.data };
}

function toOrder(row: Row, fileLine: number, position: number, titles: Map<string, string>, leftOut: LeftOut): HistoricOrder {
  const numeric = /^\d{1,15}$/.test(row.order);
  const order = plainOrder({
    fileLine,
    number: numeric ? Number(row.order) : position + 1,
    name: `#${row.order}`,
    at: Date.parse(row.at),
    currency: row.currency,
    customerKey: row.customer,
    country: row.country,
    // The file tells of dispatched goods but not when they left.
    fulfilledAt: Date.parse(row.at) + DAY_MS,
  });
  /** Where each line of the file went: an index among the order's goods, to shipping, or nowhere. */
  const place: (number | "shipping" | "left out")[] = row.lines.map(([sku, rawTitle, quantity, unitPriceMinor]) => {
    if (SHIPPING_SKUS.has(sku)) {
      order.shippingMinor += quantity * unitPriceMinor;
      return "shipping";
    }
    if (ADJUSTMENT_SKUS.has(sku)) {
      leftOut.lines += 1;
      leftOut.amountMinor += quantity * unitPriceMinor;
      return "left out";
    }
    const title = titles.get(rawTitle) ?? titleCase(rawTitle);
    titles.set(rawTitle, title);
    order.lines.push({
      productKey: sku,
      sku,
      title,
      vendor: null,
      quantity,
      unitPriceMinor,
      discountMinor: 0,
      taxable: true,
      giftCard: false,
      requiresShipping: true,
    });
    return order.lines.length - 1;
  });
  const unitsLeft = order.lines.map((line) => line.quantity);
  let shippingLeft = order.shippingMinor;
  for (const given of row.refunds) {
    const refund: HistoricRefund = { at: Date.parse(given.at), lines: [], shippingMinor: 0, tipMinor: 0, totalMinor: 0 };
    for (const [index, quantity, amountMinor] of given.lines) {
      const target = place[index]!;
      if (target === "left out") {
        leftOut.refundedMinor += amountMinor;
        continue;
      }
      refund.totalMinor += amountMinor;
      if (target === "shipping") {
        const fits = Math.min(amountMinor, shippingLeft);
        shippingLeft -= fits;
        refund.shippingMinor += fits;
      } else {
        const fits = Math.min(quantity, unitsLeft[target]!);
        unitsLeft[target]! -= fits;
        if (fits > 0) refund.lines.push({ line: target, quantity: fits });
      }
    }
    if (refund.totalMinor !== 0 || refund.lines.length > 0) order.refunds.push(refund);
  }
  return order;
}
