/** Decided orders, one a row: verdict, why, what it earned whom; what the rules saw folds out below the why. */
import { Badge, BlockStack, Text } from "@shopify/polaris";
import { leavesNothing } from "~/domain/order/became";
import { ordersWords as words } from "~/words/admin/lists";
import { shortDay, type HowWritten } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { OrderEvidence } from "./order-evidence";
import { StackingTable } from "./stacking-table";
import type { OrderShown } from "./order-shown";

const { columns } = words;
const TONES: Record<string, "success" | "attention" | undefined> = { attributed: "success", "under review": "attention" };

export function OrderTable({ rows }: { rows: OrderShown[] }) {
  const written = useHowWritten();
  return (
    <StackingTable
      caption={words.title}
      columns={[
        { title: columns.order },
        { title: columns.verdict },
        { title: columns.why },
        { title: columns.goods, number: true },
        { title: columns.credit, number: true },
      ]}
      rows={rows.map((row) => ({ key: row.orderId, cells: cellsFor(row, written) }))}
    />
  );
}

function cellsFor(row: OrderShown, written: HowWritten) {
  return [
    <BlockStack key="order" gap="050">
      <Text as="span" fontWeight="semibold">
        {row.name}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {shortDay(row.placedAt, written)}
      </Text>
    </BlockStack>,
    <span key="verdict">
      <Badge tone={leavesNothing(row.became) ? undefined : TONES[row.outcome]}>{row.verdict}</Badge>
    </span>,
    <div key="why">
      <Text as="p">{row.sentence}</Text>
      <OrderEvidence row={row} />
    </div>,
    row.goods,
    <BlockStack key="credit" gap="050">
      <Text as="span">{row.credit}</Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {creditWords(row, written)}
      </Text>
    </BlockStack>,
  ];
}

function creditWords({ creditState, became, dueAt }: OrderShown, written: HowWritten): string | null {
  if (became) return words.became[became];
  if (creditState === "yours") return words.earned;
  if (creditState !== "waiting") return null;
  return dueAt ? words.waitingUntil(shortDay(dueAt, written)) : words.waiting;
}
