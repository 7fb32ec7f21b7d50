/** One person's orders as a strip over time, the dearest the tallest. */
import { Text } from "@shopify/polaris";
import type { BuyerCard } from "~/domain/insight/read-buyer-card.server";
import { buyerCardWords as words } from "~/words/admin/buyer-card";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { fromLeft } from "./plot-frame";

export function OrderStrip({ strip }: { strip: BuyerCard["strip"] }) {
  const written = useHowWritten();
  if (strip.length === 0) return null;
  const times = strip.map(({ placedAt }) => Date.parse(placedAt));
  const [first, last] = [times[0], times[times.length - 1]];
  const most = Math.max(...strip.map(({ goods }) => Number(goods.minor)), 1);
  const at = (index: number) => (last === first ? 0.5 : 0.02 + (0.96 * (times[index] - first)) / (last - first));
  return (
    <div>
      <Text as="h3" variant="headingSm">
        {words.strip}
      </Text>
      <svg
        role="img"
        aria-label={words.stripSummary(strip.length, day(strip[0].placedAt, written), day(strip[strip.length - 1].placedAt, written))}
        width="100%"
        height="48"
      >
        <line className="regulars-plot__grid" x1="0" x2="100%" y1="44" y2="44" />
        {strip.map((order, index) => (
          <rect
            key={order.orderId}
            className="regulars-plot__dot"
            x={fromLeft(at(index))}
            y={44 - Math.max(3, Math.round((40 * Number(order.goods.minor)) / most))}
            width="3"
            height={Math.max(3, Math.round((40 * Number(order.goods.minor)) / most))}
          >
            <title>{`${order.orderName}, ${day(order.placedAt, written)}: ${order.goods.text}`}</title>
          </rect>
        ))}
      </svg>
      <Text as="p" variant="bodySm" tone="subdued">
        {strip.length === 1
          ? day(strip[0].placedAt, written)
          : `${day(strip[0].placedAt, written)} – ${day(strip[strip.length - 1].placedAt, written)}`}
      </Text>
    </div>
  );
}
