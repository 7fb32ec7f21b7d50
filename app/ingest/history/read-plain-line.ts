/**
 * Four of five lines of a history are order lines just as our query asks for them, and taking such a text apart as JSON would
 * be most of an import's work. A text that is exactly that is read by one pattern; any other is left to the long way
 * (parse-bulk-line.ts, parse-order.ts), which knows every shape and names what is wrong.
 */
import { parseMinor, scaleOf } from "~/domain/money/money";
import type { ReadLine } from "~/ports/shop";
import { AMOUNT, FLAG, gid, listOf, money, object, orNull, TEXT, textOf, WHOLE, wholly } from "./plain-pattern";

const PLAIN_LINE = wholly({
  id: gid("LineItem"),
  title: TEXT,
  quantity: WHOLE,
  currentQuantity: WHOLE,
  isGiftCard: FLAG,
  originalTotalSet: money(AMOUNT),
  priceAfterAllDiscountsBeforeTaxesSet: money("(-?\\d+)((?:\\.\\d+)?)"),
  discountAllocations: listOf(object({ allocatedAmountSet: money(AMOUNT) })),
  taxLines: listOf(object({ priceSet: money(AMOUNT) })),
  product: orNull(object({ id: gid("Product") })),
  variant: orNull(object({ id: gid("ProductVariant") })),
  __parentId: gid("Order"),
});

/** @returns null for every text that is not plainly a line, and for a line that lost units: more is asked of those */
export function readPlainLine(text: string, currency: string): { orderId: string; line: ReadLine } | null {
  const found = PLAIN_LINE.exec(text);
  if (!found) return null;
  const [, lineId, title, quantity, currentQuantity, isGiftCard, whole, fraction, , , productId, variantId, orderId] = found;
  const belowSmallestUnit = fraction.slice(1 + scaleOf(currency));
  if (quantity !== currentQuantity || /[1-9]/.test(belowSmallestUnit)) return null;
  const goodsMinor = parseMinor(whole + fraction, currency);
  return {
    orderId,
    line: {
      lineId,
      productId: productId ?? null,
      variantId: variantId ?? null,
      title: textOf(title),
      quantity: Number(quantity),
      currentQuantity: Number(currentQuantity),
      goodsMinor,
      orderedMinor: goodsMinor,
      giftCard: isGiftCard === "true",
    },
  };
}
