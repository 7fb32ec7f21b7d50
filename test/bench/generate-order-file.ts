/**
 * A bulk operation's file of orders without line items, as large as wished and the same for the same seed, in the order they
 * were placed: buyers come evenly over three years, order at rates of their own and lapse by chances of their own; a few orders
 * are cancelled, tests or name no customer. Written as a stream; only whose each order is and when is held in memory.
 */
import { createWriteStream } from "node:fs";
import { once } from "node:events";

export type OrderFile = { file: string; orders: number; bytes: number };

const FROM = Date.UTC(2023, 0, 1);
const DAYS = 1_095;
const MINUTES_A_DAY = 1_440;
/** Mean weeks between orders of a usual buyer, and how late buyers lapse: about ten orders each. */
const ALPHA_WEEKS = 5;
const LAPSE_B = 12;
const PIECE = 1 << 20;

/** Numbers above 0 and below 1 (xorshift32; Marsaglia 2003). */
function shares(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}

export async function generateOrderFile(file: string, { orders, seed }: { orders: number; seed: number }): Promise<OrderFile> {
  const share = shares(seed);
  const { buyerOf, dayOf } = drawOrders(orders, share);
  const out = createWriteStream(file);
  let text = "";
  let bytes = 0;
  const flush = async (): Promise<void> => {
    bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, "drain");
    text = "";
  };
  for (let i = 0; i < orders; i++) {
    const odd = Math.floor(share() * 1_000);
    const at = new Date(FROM + (dayOf[i] * MINUTES_A_DAY + Math.floor(share() * MINUTES_A_DAY)) * 60_000).toISOString().slice(0, 19);
    // How much somebody spends is theirs: the same buyer's orders lie around one amount.
    const amount = ((0.5 + share()) * (10 + (buyerOf[i] % 97))).toFixed(2);
    text +=
      `{"id":"gid:\\/\\/shopify\\/Order\\/${6_000_000_000_000 + i}","name":"#${1_000 + i}","createdAt":"${at}Z","cancelledAt":${odd < 10 ? `"${at}Z"` : "null"},` +
      `"test":${odd === 10 || odd === 11},"customer":${odd > 970 ? "null" : `{"id":"gid:\\/\\/shopify\\/Customer\\/${7_000_000_000_000 + buyerOf[i]}"}`},` +
      `"currentSubtotalPriceSet":{"shopMoney":{"amount":"${amount}","currencyCode":"GBP"}}}\n`;
    if (text.length > PIECE) await flush();
  }
  await flush();
  out.end();
  await once(out, "close");
  return { file, orders, bytes };
}

/** Buyers by MBG/NBD with r = a = 1 until there are enough orders, then all orders sorted by their day. */
function drawOrders(orders: number, share: () => number): { buyerOf: Int32Array; dayOf: Uint16Array } {
  const [buyers, days] = [new Int32Array(orders), new Uint16Array(orders)];
  const perDay = new Int32Array(DAYS + 1);
  let count = 0;
  for (let buyer = 0; count < orders; buyer++) {
    const weeksBetween = ALPHA_WEEKS / -Math.log(share());
    const lapse = 1 - share() ** (1 / LAPSE_B);
    for (let day = share() * DAYS; day < DAYS && count < orders; day -= Math.log(share()) * weeksBetween * 7) {
      buyers[count] = buyer;
      days[count] = day;
      perDay[Math.floor(day) + 1]++;
      count++;
      if (share() < lapse) break;
    }
  }
  for (let day = 0; day < DAYS; day++) perDay[day + 1] += perDay[day];
  const [buyerOf, dayOf] = [new Int32Array(orders), new Uint16Array(orders)];
  for (let i = 0; i < orders; i++) {
    const at = perDay[days[i]]++;
    buyerOf[at] = buyers[i];
    dayOf[at] = days[i];
  }
  return { buyerOf, dayOf };
}
