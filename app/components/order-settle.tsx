/** An owner's own word on an order: counts, or does not, with a reason that is kept. What the rules said stays beside it. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { ordersWords } from "~/words/admin/lists";
import type { OrderShown } from "./order-shown";

const words = ordersWords.settle;
const LONGEST_NOTE = 200;

export function OrderSettle({ row }: { row: OrderShown }) {
  const settling = useFetcher<{ outcome: string }>();
  const [note, setNote] = useState("");
  const busy = settling.state !== "idle";
  const said = settling.data?.outcome;
  const settle = (counts: boolean) =>
    settling.submit(
      { intent: "settle", orderId: row.orderId, sequence: String(row.decisions), counts: String(counts), note },
      { method: "post" },
    );
  const problem =
    said !== undefined && said !== "decided" && said !== "unchanged" ? (words.problems[said] ?? words.problems.other) : undefined;
  return (
    <Box paddingBlockStart="200" maxWidth="26rem">
      <BlockStack gap="200">
        <TextField
          label={words.why}
          helpText={words.help}
          value={note}
          onChange={setNote}
          maxLength={LONGEST_NOTE}
          autoComplete="off"
          error={problem}
        />
        <InlineStack gap="200">
          {row.outcome !== "attributed" && row.ambassador !== null && (
            <Button onClick={() => settle(true)} disabled={busy}>
              {words.counts(row.ambassador)}
            </Button>
          )}
          {row.outcome !== "ignored" && (
            <Button onClick={() => settle(false)} disabled={busy}>
              {words.doesNotCount}
            </Button>
          )}
        </InlineStack>
        <div aria-live="polite">{said === "decided" && <Text as="p">{words.done}</Text>}</div>
      </BlockStack>
    </Box>
  );
}
