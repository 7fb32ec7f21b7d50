/** The most an invitation can cost, on a usual order of the store: what the friend saves and what the ambassador earns. */
import { Button, InlineStack, Text } from "@shopify/polaris";
import { formatMoney, shareOf } from "~/domain/money/money";
import { percentOf } from "~/domain/program/program";
import { inviteWords } from "~/words/admin/invite";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

const words = inviteWords.cost;

type Props = {
  offerBp: number;
  creditBp: number;
  /** The programme's, which the order is in. */ currency: string;
  order: { name: string; goods: { minor: string; text: string } } | null;
};

export function InviteCost({ offerBp, creditBp, currency, order }: Props) {
  const { locale } = useHowWritten();
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale);
  const goods = order ? BigInt(order.goods.minor) : 0n;
  const off = shareOf(goods, offerBp);
  const earned = shareOf(goods - off, creditBp);
  return (
    <TitledCard title={words.title}>
      <Text as="p">
        {words.nothing} {words.share(percentOf(offerBp), percentOf(creditBp))}
      </Text>
      {order && <Text as="p">{words.example(order.name, order.goods.text, money(off), money(earned), money(off + earned))}</Text>}
      <InlineStack>
        <Button variant="plain" url="/app/settings">
          {words.change}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
