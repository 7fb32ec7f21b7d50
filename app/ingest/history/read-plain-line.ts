/**
 * Four of five lines of a history are order lines just as our query asks for them, and taking such a text apart as JSON would
 * be most of an import's work. A text that is exactly that, field for field in the query's order, is read by one pattern;
 * any other is left to the long way (parse-bulk-line.ts, parse-order.ts), which knows every shape and names what is wrong.
 */
import { parseMinor, scaleOf } from "~/domain/money/money";
import type { ReadLine } from "~/ports/shop";

const TEXT = '"([^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\x00-\\x1f]*)*)"';
/** Few enough digits for PostgreSQL's int. */
const WHOLE = "(-?(?:0|[1-9]\\d{0,8}))";
const AMOUNT = "-?\\d+(?:\\.\\d+)?";

/** A slash may be escaped: some writers of JSON do so. */
const gid = (kind: string): string => `"gid:\\\\?/\\\\?/shopify\\\\?/${kind}\\\\?/(\\d+)"`;
const money = (amount: string): string => `\\{"shopMoney":\\{"amount":"${amount}"\\}\\}`;
const named = (kind: string): string => `(?:null|\\{"id":${gid(kind)}\\})`;
const amounts = (field: string): string => {
  const one = `\\{"${field}":${money(AMOUNT)}\\}`;
  return `\\[(?:${one}(?:,${one})*)?\\]`;
};

const FIELDS = {
  id: gid("LineItem"),
  title: TEXT,
  quantity: WHOLE,
  currentQuantity: WHOLE,
  isGiftCard: "(true|false)",
  originalTotalSet: money(AMOUNT),
  priceAfterAllDiscountsBeforeTaxesSet: money("(-?\\d+)((?:\\.\\d+)?)"),
  discountAllocations: amounts("allocatedAmountSet"),
  taxLines: amounts("priceSet"),
  product: named("Product"),
  variant: named("ProductVariant"),
  __parentId: gid("Order"),
};

const PLAIN_LINE = new RegExp(
  `^\\{${Object.entries(FIELDS)
    .map(([name, pattern]) => `"${name}":${pattern}`)
    .join(",")}\\}$`,
);

/** @returns null for every text that is not plainly a line, and for a line that lost units: more is asked of those */
export function readPlainLine(text: string, currency: string): { orderId: string; line: ReadLine } | null {
  const found = PLAIN_LINE.exec(text);
  if (!found) return null;
  const [, lineId, title, quantity, currentQuantity, isGiftCard, whole, fraction, productId, variantId, orderId] = found;
  const belowSmallestUnit = fraction.slice(1 + scaleOf(currency));
  if (quantity !== currentQuantity || /[1-9]/.test(belowSmallestUnit)) return null;
  const goodsMinor = parseMinor(whole + fraction, currency);
  return {
    orderId,
    line: {
      lineId,
      productId: productId ?? null,
      variantId: variantId ?? null,
      title: title.includes("\\") ? (JSON.parse(`"${title}"`) as string) : title,
      quantity: Number(quantity),
      currentQuantity: Number(currentQuantity),
      goodsMinor,
      orderedMinor: goodsMinor,
      giftCard: isGiftCard === "true",
    },
  };
}
