/** Rewards that are in Shopify and that nobody here remembers: what is known of each, and the owner's word on it. */
import { Text } from "@shopify/polaris";
import type { ShownStray } from "~/domain/insight/read-strays.server";
import { moment } from "~/words/admin/numbers";
import { rewardsWords } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import type { RewardButton } from "./reward-buttons";
import { RewardTable } from "./reward-table";
import { TitledCard } from "./titled-card";

const words = rewardsWords.found;

export function RewardsFound({ strays }: { strays: ShownStray[] }) {
  const written = useHowWritten();
  const known = ({ marked, ordered, kind, code, madeAt, member, held }: ShownStray): string =>
    [
      words.made(moment(madeAt, written)),
      marked ? words.marked : words.credit,
      kind === "product sent" && (ordered ? words.ordered : words.open),
      kind === "gift card" && code && words.cardEnds(code),
      member ? held > 0 && words.held(held) : words.nobody,
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.lead}
      </Text>
      <RewardTable
        caption={words.title}
        since={words.since}
        rewards={strays.map((stray) => ({
          rewardId: stray.strayId,
          ambassadorName: stray.name || words.somebody,
          what: `${stray.what}, ${stray.amount.text}`,
          code: stray.kind === "product code" ? stray.code : null,
          requestedAt: stray.madeAt,
          known: known(stray),
          buttons: buttonsFor(stray),
        }))}
      />
    </TitledCard>
  );
}

function buttonsFor({ strayId, member }: ShownStray): RewardButton[] {
  const notOurs: RewardButton = { label: words.notOurs, form: { intent: "stray", strayId, answer: "not ours" } };
  if (!member) return [notOurs];
  return [
    { label: words.given, form: { intent: "stray", strayId, answer: "given" }, primary: true },
    { label: words.forgive, form: { intent: "stray", strayId, answer: "given", forgive: "yes" } },
    notOurs,
  ];
}
