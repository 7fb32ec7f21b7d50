/** One person as a card: why they are on the list, the facts, a strip of their orders over time, what we wrote to them, and Invite. */
import { BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import type { BuyerCard } from "~/domain/insight/read-buyer-card.server";
import { buyersWords } from "~/words/admin/buyers";
import { count, day, shortDay } from "~/words/admin/numbers";
import { Consent } from "./buyer-list";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";
import { fromLeft } from "./plot-frame";

const words = buyersWords.card;

export function BuyerCardView({ card, onClose }: { card: BuyerCard | { outcome: "unknown" }; onClose: () => void }) {
  const written = useHowWritten();
  const close = (
    <InlineStack>
      <Button variant="plain" onClick={onClose}>
        {words.close}
      </Button>
    </InlineStack>
  );
  if (card.outcome === "unknown")
    return (
      <TitledCard title={words.notShared}>
        <Text as="p">{words.unknown}</Text>
        {close}
      </TitledCard>
    );
  const facts: [string, string | null][] = [
    [words.rank, card.rank === null ? null : count(card.rank, written)],
    [words.spend, card.netSpend.text],
    [words.orders, count(card.orders, written)],
    [words.first, card.firstOrderAt && day(card.firstOrderAt, written)],
    [words.last, card.lastOrderAt && day(card.lastOrderAt, written)],
    [words.region, card.region ?? words.notShared],
    [words.email, card.email ?? words.notShared],
    [words.favourites, card.favourites.map(({ title }) => title).join(", ") || null],
  ];
  const mayInvite = card.powerBuyer && card.consent === "subscribed" && !card.invitation && !card.ambassador && !card.heldOutUntil;
  return (
    <TitledCard title={card.name ?? words.notShared} focusWhenShown>
      <InlineStack>
        <Consent consent={card.consent} />
      </InlineStack>
      {card.reason && <Text as="p">{card.reason}</Text>}
      {card.consent !== "subscribed" && <Text as="p">{words.noConsent}</Text>}
      {card.heldOutUntil && <Text as="p">{words.heldOut(day(card.heldOutUntil, written))}</Text>}
      <dl className="regulars-facts">
        {facts.map(([name, value]) => value && [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
      </dl>
      <OrderStrip strip={card.strip} />
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {words.contacts}
        </Text>
        {card.contacts.length === 0 && <Text as="p">{words.noContacts}</Text>}
        {card.contacts.length > 0 && (
          <List>
            {card.contacts.slice(0, 10).map((contact, index) => (
              <List.Item key={index}>{`${shortDay(contact.happenedAt, written)}: ${contact.kind}, ${contact.state}`}</List.Item>
            ))}
          </List>
        )}
      </BlockStack>
      <InlineStack gap="300" blockAlign="center">
        {mayInvite && (
          <Button variant="primary" url={`/app/invite?buyers=${card.buyerId}`}>
            {words.invite}
          </Button>
        )}
        {close}
      </InlineStack>
    </TitledCard>
  );
}

function OrderStrip({ strip }: { strip: BuyerCard["strip"] }) {
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
        aria-label={words.stripSummary(strip.length, shortDay(strip[0].placedAt, written), day(strip[strip.length - 1].placedAt, written))}
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
    </div>
  );
}
