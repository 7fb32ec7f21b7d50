/**
 * The most an invitation can cost, on a usual order of the store: what the friend saves, and what the ambassador earns once they are as high
 * as one can be; beside it what a reward costs to give, as the owner stated.
 */
import { Button, InlineStack, Text } from "@shopify/polaris";
import { creditBpOf } from "~/domain/ambassador/tier";
import type { InviteTerms } from "~/domain/invitation/preview-invite.server";
import { formatMoney, shareOf } from "~/domain/money/money";
import { percentOf } from "~/domain/program/program";
import { inviteWords } from "~/words/admin/invite";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

const words = inviteWords.cost;

type Props = { terms: InviteTerms; order: { name: string; goods: { minor: string; text: string } } | null };

export function InviteCost({ terms, order }: Props) {
  const { locale } = useHowWritten();
  return (
    <TitledCard title={words.title}>
      {costSentences(terms, order, locale).map((sentence) => (
        <Text as="p" key={sentence}>
          {sentence}
        </Text>
      ))}
      <InlineStack>
        <Button variant="plain" url="/app/settings">
          {words.change}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

export function costSentences(terms: InviteTerms, order: Props["order"], locale: string): string[] {
  const { offerBp, creditBp, currency, rewardKinds } = terms;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale);
  const mostBp = creditBpOf("icon", terms);
  const most =
    mostBp > creditBp ? { percent: percentOf(mostBp), tier: creditBpOf("insider", terms) === mostBp ? "insider" : "icon" } : null;
  const goods = order ? BigInt(order.goods.minor) : 0n;
  const off = shareOf(goods, offerBp);
  const earned = shareOf(goods - off, mostBp);
  const sentProducts = rewardKinds.includes("product sent");
  const toSend = sentProducts ? BigInt(terms.shippingMinor) : 0n;
  const beside = toSend + BigInt(terms.feeMinor);
  return [
    `${words.nothing} ${words.share(percentOf(offerBp), percentOf(creditBp), most, rewardKinds)}`,
    ...(order ? [words.example(order.name, order.goods.text, money(off), money(earned), money(off + earned))] : []),
    ...(beside > 0n ? [words.beside(money(beside), toSend > 0n)] : []),
    ...(sentProducts || rewardKinds.includes("product code") ? [words.product] : []),
  ];
}
