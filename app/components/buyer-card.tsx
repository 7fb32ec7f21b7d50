/** One person as a card: two sentences, the facts, a strip of their orders over time, what we wrote to them, and Invite. */
import { BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import type { BuyerCard, ExactFigures } from "~/domain/insight/read-buyer-card.server";
import { buyerCardWords as words } from "~/words/admin/buyer-card";
import { count, day, shortDay } from "~/words/admin/numbers";
import { Consent } from "./buyer-list";
import { useHowWritten } from "./how-written";
import { OrderStrip } from "./order-strip";
import { TitledCard } from "./titled-card";

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
      <TitledCard title={words.notShared} focusWhenShown>
        <Text as="p">{words.unknown}</Text>
        {close}
      </TitledCard>
    );
  const { ranked } = card;
  const before = ranked?.previousRank ?? null;
  const facts: Fact[] = [
    [
      words.rank,
      ranked &&
        words.place(
          count(ranked.rank, written),
          count(ranked.buyers, written),
          before === null ? null : count(before, written),
          ranked.powerBuyer,
        ),
    ],
    [words.orders, count(card.orders, written)],
    [words.last, card.lastOrderAt && day(card.lastOrderAt, written)],
    [words.first, card.firstOrderAt && day(card.firstOrderAt, written)],
    [words.spend, card.netSpend.text],
    [words.wentBack, card.wentBack === null ? null : words.wentBackShare(card.wentBack)],
    [words.region, card.region ?? words.notShared],
    [words.collections, card.collections.map(({ title, share }) => words.collection(title, share)).join(", ") || null],
    [words.favourites, card.favourites.map(({ title }) => title).join(", ") || null],
    [words.gifts, card.gifts > 0 ? words.giftsOf(count(card.gifts, written), count(card.orders, written)) : words.noGifts],
    [words.email, card.email ?? words.notShared],
  ];
  const mayInvite = ranked?.powerBuyer && card.consent === "subscribed" && !card.invitation && !card.ambassador && !card.heldOutUntil;
  return (
    <TitledCard title={card.name ?? words.notShared} focusWhenShown>
      <InlineStack>
        <Consent consent={card.consent} />
      </InlineStack>
      {ranked && (
        <Text as="p">
          {ranked.reason} {ranked.outlook}
        </Text>
      )}
      {ranked?.reseller && <Text as="p">{words.reseller}</Text>}
      {card.consent !== "subscribed" && <Text as="p">{words.noConsent}</Text>}
      {card.heldOutUntil && <Text as="p">{words.heldOut(day(card.heldOutUntil, written))}</Text>}
      <Facts facts={facts} />
      {ranked?.exact && <Exact exact={ranked.exact} />}
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

type Fact = [name: string, value: string | null];

/** What is not known is not written. */
function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="regulars-facts">
      {facts.map(([name, value]) => value && [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}

function Exact({ exact }: { exact: ExactFigures }) {
  return (
    <details className="regulars-behind">
      <summary>{words.exact}</summary>
      <BlockStack gap="200">
        <Facts
          facts={[
            [words.alive, words.aliveShare(exact.pAlive)],
            [words.expected(exact.weeks), words.expectedRange(exact.expectedOrders, exact.low, exact.high)],
            [words.expectedSpend(exact.weeks), exact.expectedSpend.text],
          ]}
        />
        <Text as="p" variant="bodySm" tone="subdued">
          {words.expectedSpendNote}
        </Text>
      </BlockStack>
    </details>
  );
}
