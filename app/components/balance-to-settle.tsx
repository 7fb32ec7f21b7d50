/** What is theirs of somebody who can take nothing here any more: the owner settles it in their own way, and says so. */
import { Text } from "@shopify/polaris";
import type { ShownToSettle } from "~/domain/insight/read-ambassador-statement.server";
import { settleBalanceWords as words } from "~/words/admin/statement";
import { RewardButtons, type RewardButton } from "./reward-buttons";
import { TitledCard } from "./titled-card";

type Props = { name: string; whose: { programId: string }; settle: ShownToSettle };

export function BalanceToSettle({ name, whose, settle: { why, held, entries, earned, pending } }: Props) {
  return (
    <TitledCard title={earned ? words.title(earned.text, name) : words.waits(name)}>
      {earned && <Text as="p">{why === "left" ? words.left : words.ended}</Text>}
      {pending && <Text as="p">{words.pending(pending.text)}</Text>}
      {earned && held && <Text as="p">{words.held}</Text>}
      {earned && !held && (
        <RewardButtons
          of={{ program: whose.programId, amount: earned.minor, entries: String(entries) }}
          about={name}
          buttons={[settled(earned.text)]}
        />
      )}
    </TitledCard>
  );
}

function settled(amount: string): RewardButton {
  const form = { intent: "settle" };
  return {
    label: words.button(amount),
    form,
    done: { settled: words.done(amount) },
    sure: { when: "not sure", why: words.sureWhy(amount), label: words.sure(amount), form: { ...form, sure: "yes" } },
  };
}
