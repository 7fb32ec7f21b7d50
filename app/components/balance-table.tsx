/** Movements between what was there and what is there then: one table for a person's statement and for the programme's books. */
import { Text } from "@shopify/polaris";
import type { ShownBalance } from "~/domain/page/statement-page";
import { StackingTable } from "./stacking-table";

type Line = { key: string; cells: string[]; balance: ShownBalance; strong?: boolean };
type Props = {
  caption: string;
  columns: { title: string; number?: boolean }[];
  amounts: { pending: string; earned: string; redeemed: string };
  lines: Line[];
};

/** `columns` are those before the three amounts; every line has a cell for each. */
export function BalanceTable({ caption, columns, amounts, lines }: Props) {
  const numbers = [amounts.pending, amounts.earned, amounts.redeemed].map((title) => ({ title, number: true }));
  return (
    <StackingTable
      caption={caption}
      columns={[...columns, ...numbers]}
      rows={lines.map(({ key, cells, balance, strong }) => {
        const texts = [...cells, balance.pending.text, balance.earned.text, balance.redeemed.text];
        return {
          key,
          cells: strong
            ? texts.map((text, index) => (
                <Text key={index} as="span" fontWeight="semibold">
                  {text}
                </Text>
              ))
            : texts,
        };
      })}
    />
  );
}
