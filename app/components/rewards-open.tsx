/** Products to be sent and cash to be paid: first the owner's yes or no, then, for cash, the list to pay from and "paid". */
import { useRevalidator } from "@remix-run/react";
import { Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { OpenReward, OpenRewards } from "~/domain/insight/read-open-rewards.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import type { RewardButton } from "./reward-buttons";
import { RewardTable } from "./reward-table";
import { TitledCard } from "./titled-card";
import { useCsv } from "./use-csv";

const FILE = "/app/rewards?_data=routes%2Fapp.rewards";

const whatOf = ({ name, price }: OpenReward): string => `${name}, ${price.text}`;

export function RewardsAsked({ rewards, page, pages }: OpenRewards) {
  const answers = ({ kind, place, price: { text } }: OpenReward): RewardButton[] => [
    {
      label: kind === "cash" ? words.ask.pay(text) : words.ask.send,
      form: { intent: "approve" },
      // Nothing is urged that would fail.
      primary: kind === "cash" || place !== null,
      done: { approved: kind === "cash" ? words.ask.willBePaid : words.ask.willBeSent },
    },
    { label: words.ask.no(text), form: { intent: "decline" } },
  ];
  return (
    <TitledCard title={words.ask.title}>
      <Text as="p" tone="subdued">
        {words.ask.lead}
      </Text>
      <RewardTable
        {...{ caption: words.ask.title, page, pages, pageOf: "ask" }}
        rewards={rewards.map((reward) => ({ ...reward, what: whatOf(reward), known: <Known reward={reward} />, buttons: answers(reward) }))}
      />
    </TitledCard>
  );
}

function Known({ reward: { kind, place, buyerId } }: { reward: OpenReward }) {
  if (kind === "cash") return words.ask.cash;
  if (place) return words.ask.sendTo(place);
  // One element, since each cell of a stacked row is a grid.
  return (
    <span>
      {words.ask.noPlace}{" "}
      <Link url={`shopify://admin/customers/${buyerId}`} target="_top">
        {words.ask.addPlace}
      </Link>
      .
    </span>
  );
}

export function RewardsToPay({ rewards, total, sum, unlisted, page, pages }: OpenRewards) {
  const written = useHowWritten();
  const { revalidate } = useRevalidator();
  const { fileName, failed } = words.payouts;
  const { save, busy } = useCsv(FILE, { fileName, failed, form: { intent: "payouts" }, done: revalidate });
  const known = ({ reference, listedAt, held, cleared }: OpenReward): string => {
    if (held) return words.payouts.held;
    if (!cleared) return words.payouts.looking(reference);
    return listedAt ? words.payouts.listed(reference, day(listedAt, written)) : words.payouts.unlisted(reference);
  };
  const answers = ({ price: { text } }: OpenReward): RewardButton[] => [
    { label: words.payouts.paid(text), form: { intent: "paid" } },
    {
      label: words.payouts.notPaid(text),
      form: { intent: "decline" },
      sure: {
        when: "on a list",
        why: words.payouts.maybePaid,
        label: words.payouts.surelyNot(text),
        form: { intent: "decline", unpaid: "yes" },
      },
    },
  ];
  return (
    <TitledCard title={words.payouts.title}>
      <Text as="p">{words.payouts.lead}</Text>
      <Text as="p" fontWeight="semibold">
        {words.payouts.sum(sum.text, total, unlisted)}
      </Text>
      <InlineStack>
        <Button onClick={save} loading={busy}>
          {words.payouts.download}
        </Button>
      </InlineStack>
      <RewardTable
        {...{ caption: words.payouts.title, page, pages, pageOf: "pay" }}
        rewards={rewards.map((reward) => ({ ...reward, what: whatOf(reward), known: known(reward), buttons: answers(reward) }))}
      />
    </TitledCard>
  );
}
