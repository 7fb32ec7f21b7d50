/** Rewards whose end nobody but the owner can know, with what is known of each and what each answer does. */
import { Text } from "@shopify/polaris";
import type { WaitingReward, WaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import type { RewardVerdict } from "~/domain/reward/settle-reward.server";
import { day } from "~/words/admin/numbers";
import { rewardsWords } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import type { RewardButton } from "./reward-buttons";
import { RewardCases } from "./reward-cases";
import { TitledCard } from "./titled-card";

const words = rewardsWords.settle;

export function RewardsToSettle({ rewards, page, pages }: WaitingRewards) {
  const written = useHowWritten();
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.lead}
      </Text>
      <RewardCases
        cases={rewards.map((reward) => ({
          key: reward.rewardId,
          heading: words.one(reward.ambassadorName || rewardsWords.erased, reward.product, reward.price.text),
          evidence: [
            words.asked(day(reward.requestedAt, written), reward.code),
            reward.reason,
            reward.usedOrderName && words.usedOn(reward.usedOrderName),
          ]
            .filter(Boolean)
            .join(" "),
          of: { rewardId: reward.rewardId },
          buttons: answersFor(reward),
        }))}
      />
      <PageLinks page={page} pages={pages} of="settle" list={words.title} />
    </TitledCard>
  );
}

const says = (verdict: RewardVerdict) => ({ intent: "settle", verdict });

function answersFor(reward: WaitingReward): RewardButton[] {
  const { price, charged, usedOrderName, undone, goingBack } = reward;
  const { text } = price;
  const unseen = { when: "permission missing", why: words.unseen, label: words.giveBackUnseen(text), form: says("give back unseen") };
  if (goingBack) {
    const sure = { ...unseen, why: words.unseenGoingBack };
    return [{ label: words.goOn, form: says("give back"), does: words.goesBack(text), sure }];
  }
  if (!charged) return answersForReturned(reward);
  const have: RewardButton = {
    label: words.haveIt,
    form: says("they have it"),
    does: undone ? words.haveItAllTheSame(text) : words.keepsIt(text),
  };
  // What an order took is not given back, unless that order came to nothing.
  if (usedOrderName && !undone) return [have];
  return [
    have,
    { label: words.giveBack(text), form: says("give back"), does: undone ? words.givesBackUndone : words.givesBack, sure: unseen },
  ];
}

/** Its cost had been given back. */
function answersForReturned({ price: { text }, lack }: WaitingReward): RewardButton[] {
  const present: RewardButton = { label: words.forgive, form: says("forgive"), does: words.forgives(text) };
  if (!lack) return [{ label: words.charge(text), form: says("they have it"), does: words.charges(text) }, present];
  if (lack.nothing) return [{ ...present, does: words.forgivesAll(text) }];
  const [has, lacks] = [lack.has.text, lack.lacks.text];
  return [
    { label: words.chargeSome(has), form: { ...says("forgive the rest"), forgive: lack.lacks.minor }, does: words.chargesSome(has, lacks) },
    present,
  ];
}
