/** Where everybody is, and whether the machinery runs: each state is a word and a sign, never a colour alone. */
import { Badge, BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import type { Home } from "~/domain/insight/home";
import type { Clicks } from "~/domain/insight/read-clicks.server";
import type { Status, StatusState } from "~/domain/insight/read-status.server";
import { homeWords } from "~/words/admin/home";
import { count, month, shortDay } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

const words = homeWords.status;
const TONES = { working: "success", "under way": "info", stuck: "warning", "not yet": undefined, off: undefined } as const;
const SIGNS = {
  working: "complete",
  "under way": "partiallyComplete",
  stuck: "incomplete",
  "not yet": "incomplete",
  off: "incomplete",
} as const;

export function HomeStatus({ status, counts, clicks }: { status: Status; counts: Home["counts"]; clicks: Clicks }) {
  const written = useHowWritten();
  const lines: { key: string; text: string; state: StatusState }[] = [
    { key: "history", text: words.history(status.history.since && month(status.history.since, written)), state: status.history.state },
    { key: "discount", text: words.discount, state: status.discount.state },
    { key: "codes", text: status.codes.state === "off" ? words.codesOff : words.codes(status.codes.ready), state: status.codes.state },
    { key: "mail", text: words.mail(status.mail.sent, status.mail.waiting), state: status.mail.state },
    { key: "checks", text: words.checks(status.checks.at && shortDay(status.checks.at, written)), state: status.checks.state },
  ];
  const figures = [
    { key: "invited", amount: counts.invited, text: homeWords.counts.invited(counts.invited) },
    { key: "heldOut", amount: counts.heldOut, text: homeWords.counts.heldOut },
    { key: "ambassadors", amount: counts.ambassadors, text: homeWords.counts.ambassadors(counts.ambassadors) },
    { key: "friendOrders", amount: counts.friendOrders, text: homeWords.counts.friendOrders(counts.friendOrders) },
  ];
  return (
    <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
      <TitledCard title={homeWords.counts.title}>
        <InlineGrid columns={2} gap="300">
          {figures.map(({ key, amount, text }) => (
            <BlockStack key={key}>
              <Text as="p" variant="headingLg">
                {count(amount, written)}
              </Text>
              <Text as="p" tone="subdued">
                {text}
              </Text>
            </BlockStack>
          ))}
        </InlineGrid>
      </TitledCard>
      <TitledCard title={words.title}>
        <ul className="regulars-people">
          {lines.map(({ key, text, state }) => (
            <li key={key}>
              <InlineStack gap="200" align="space-between" blockAlign="center">
                <Text as="span">{text}</Text>
                <Badge tone={TONES[state]} progress={SIGNS[state]}>
                  {words.states[state]}
                </Badge>
              </InlineStack>
            </li>
          ))}
        </ul>
        <Text as="p" tone="subdued">
          {words.clicks(
            count(clicks.pressed, written),
            clicks.atCheckout === null ? null : count(clicks.atCheckout, written),
            count(clicks.ordered, written),
            clicks.days,
          )}
        </Text>
        <InlineStack>
          <Button variant="plain" url="/app/checks">
            {words.seeChecks}
          </Button>
        </InlineStack>
      </TitledCard>
    </InlineGrid>
  );
}
