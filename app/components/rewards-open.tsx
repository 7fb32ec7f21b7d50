/** Products to be sent and cash to be paid: first the owner's yes or no, then, for cash, the list to pay from and "paid". */
import { useRevalidator } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { OpenReward, OpenRewards, SendTo } from "~/domain/insight/read-open-rewards.server";
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
  const answers = ({ kind, sendTo, price: { text } }: OpenReward): RewardButton[] => [
    kind === "cash" ? payIt(text) : sendIt(sendTo),
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

const payIt = (amount: string): RewardButton => ({
  label: words.ask.pay(amount),
  form: { intent: "approve" },
  primary: true,
  done: { approved: words.ask.willBePaid },
});

/** The yes names the address it was read beside; to another than they confirmed it takes a second one. */
function sendIt(sendTo: SendTo | null): RewardButton {
  const form = { intent: "approve", ...(sendTo && "mark" in sendTo && { seenMark: sendTo.mark }) };
  return {
    label: words.ask.send,
    form,
    // Nothing is urged that would fail, or that they may not want.
    primary: sendTo?.is === "confirmed",
    done: { approved: words.ask.willBeSent },
    sure: { when: "another address", why: words.ask.sureWhy, label: words.ask.sendThere, form: { ...form, sure: "yes" } },
  };
}

/** One element, since each cell of a stacked row is a grid. */
function Known({ reward }: { reward: OpenReward }) {
  const { sendTo, happened, buyerId, requestedAt } = reward;
  const written = useHowWritten();
  if (!sendTo) return words.ask.cash;
  return (
    <BlockStack gap="200">
      {happened && <Text as="p">{happened}</Text>}
      {"lines" in sendTo && (
        <address className="regulars-parcel">
          {sendTo.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
      )}
      <Text as="p" tone={sendTo.is === "another" ? "caution" : undefined}>
        {saySendTo(sendTo, day(requestedAt, written))}{" "}
        {(sendTo.is === "another" || sendTo.is === "nowhere") && (
          <Link url={`shopify://admin/customers/${buyerId}`} target="_top">
            {sendTo.is === "another" ? words.ask.askThem : words.ask.addPlace}
          </Link>
        )}
      </Text>
    </BlockStack>
  );
}

function saySendTo(sendTo: SendTo, askedOn: string): string {
  switch (sendTo.is) {
    case "confirmed":
      return words.ask.confirmed(askedOn);
    case "another":
      return words.ask.another;
    case "unasked":
      return words.ask.unasked;
    case "nowhere":
      return words.ask.noPlace;
    case "not known":
      return words.ask.notKnown(sendTo.place);
  }
}

export function RewardsToPay({ rewards, total, sums, unlisted, page, pages }: OpenRewards) {
  const written = useHowWritten();
  const { revalidate } = useRevalidator();
  const { fileName, failed } = words.payouts;
  const { save, busy } = useCsv(FILE, { fileName, failed, form: { intent: "payouts" }, done: revalidate });
  const where = ({ reference, listedAt, held, cleared }: OpenReward): string => {
    if (held) return words.payouts.held;
    if (!cleared) return words.payouts.looking(reference);
    return listedAt ? words.payouts.listed(reference, day(listedAt, written)) : words.payouts.unlisted(reference);
  };
  const known = (reward: OpenReward): string =>
    [where(reward), reward.unpaidAt && words.paid.tookBack(day(reward.unpaidAt, written))].filter(Boolean).join(". ");
  const answers = ({ price: { text } }: OpenReward): RewardButton[] => [
    {
      label: words.payouts.paid(text),
      form: { intent: "paid" },
      sure: { when: "not sure", why: words.payouts.sureWhy, label: words.payouts.surelyPaid(text), form: { intent: "paid", sure: "yes" } },
    },
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
        {words.payouts.sum(sums.map(({ text }) => text).join(" and "), total, unlisted)}
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

/** Of late only: what was said by mistake can be taken back. */
export function RewardsPaid({ rewards, page, pages }: OpenRewards) {
  const written = useHowWritten();
  const known = ({ reference, paidAt }: OpenReward): string => words.paid.known(reference, paidAt ? day(paidAt, written) : "");
  return (
    <TitledCard title={words.paid.title}>
      <Text as="p" tone="subdued">
        {words.paid.lead}
      </Text>
      <RewardTable
        {...{ caption: words.paid.title, page, pages, pageOf: "paid" }}
        rewards={rewards.map((reward) => ({
          ...{ ...reward, what: whatOf(reward), known: known(reward) },
          buttons: [{ label: words.paid.mistake, form: { intent: "not paid after all" } }],
        }))}
      />
    </TitledCard>
  );
}
