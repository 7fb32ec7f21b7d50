/** What a programme brought and cost in the days chosen, and what the owner says a new customer costs elsewhere. */
import { useFetcher } from "@remix-run/react";
import { Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { exampleAmount, readTwoWays } from "~/domain/money/typed-amount";
import { currencySign, twoWays } from "~/words/admin/numbers";
import { proofWords } from "~/words/admin/proof";
import { useHowWritten } from "./how-written";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";

const words = proofWords.brought;

/** Amounts written out; null: not known. */
export type ShownBrought = { sentence: string; lines: { key: string; name: string; amount: string | null; how: string }[] };

export function ProofBrought({ brought, children }: { brought: ShownBrought; children: React.ReactNode }) {
  return (
    <TitledCard title={words.title}>
      {children}
      <Text as="p" variant="headingMd" fontWeight="regular">
        {brought.sentence}
      </Text>
      <StackingTable
        caption={words.title}
        columns={[{ title: words.columns.what }, { title: words.columns.amount, number: true }, { title: words.columns.how }]}
        rows={brought.lines.map(({ key, name, amount, how }) => ({ key, cells: [name, amount ?? words.unknown, how] }))}
      />
    </TitledCard>
  );
}

/** @param currency what the amount is in, the programme's */
export function AdCost({ saved, programId, currency }: { saved: string; programId: string; currency: string }) {
  const { locale } = useHowWritten();
  const fetcher = useFetcher<{ outcome: string }>();
  const [typed, setTyped] = useState(saved);
  const [sent, setSent] = useState(saved);
  const outcome = fetcher.state === "idle" ? fetcher.data?.outcome : undefined;
  const isSaved = outcome === "saved";
  return (
    <TitledCard title={proofWords.adCost.title}>
      <fetcher.Form method="post" onSubmit={() => setSent(typed)}>
        <input type="hidden" name="intent" value="ad-cost" />
        <input type="hidden" name="program" value={programId} />
        <InlineStack gap="300" blockAlign="start" wrap>
          <TextField
            label={proofWords.adCost.label}
            name="amount"
            autoComplete="off"
            inputMode="decimal"
            helpText={proofWords.adCost.help}
            value={typed}
            onChange={setTyped}
            prefix={currencySign({ locale, currency })}
            error={outcome && !isSaved ? (outcome === "no amount" ? noAmount(sent, currency) : proofWords.failed) : undefined}
          />
          <div className="regulars-beside-field">
            <Button submit loading={fetcher.state !== "idle"}>
              {proofWords.adCost.save}
            </Button>
          </div>
          <span role="status">{isSaved && proofWords.adCost.saved}</span>
        </InlineStack>
      </fetcher.Form>
    </TitledCard>
  );
}

function noAmount(typed: string, currency: string): string {
  const both = readTwoWays(typed, currency);
  return both ? twoWays(typed.trim(), both) : proofWords.adCost["no amount"](exampleAmount(currency));
}
