/** Which days the books are shown for: a choice, or days typed. A plain form that asks the page anew, so that the address says what is seen. */
import { Form } from "@remix-run/react";
import { Button, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { PERIOD_CHOICES, type PeriodChoice } from "~/domain/ledger/period";
import { periodWords as words } from "~/words/admin/statement";

export type PeriodAsked = { choice: PeriodChoice; from: string; last: string };

/** @param problem what is wrong with the days typed, beside them */
export function PeriodPicker({ asked, problem, program }: { asked: PeriodAsked; problem?: string; program?: string }) {
  const [choice, setChoice] = useState<PeriodChoice>(asked.choice);
  const [from, setFrom] = useState(asked.from);
  const [last, setLast] = useState(asked.last);
  return (
    <Form method="get">
      {program && <input type="hidden" name="program" value={program} />}
      <InlineStack gap="300" blockAlign="start" wrap>
        <Select
          label={words.label}
          name="period"
          options={PERIOD_CHOICES.map((value) => ({ value, label: words.choices[value] }))}
          value={choice}
          onChange={(value) => setChoice(value as PeriodChoice)}
        />
        {choice === "days" && (
          <>
            <TextField label={words.from} name="from" type="date" autoComplete="off" value={from} onChange={setFrom} error={problem} />
            <TextField label={words.last} name="to" type="date" autoComplete="off" value={last} onChange={setLast} />
          </>
        )}
        <div className="regulars-beside-field">
          <Button submit>{words.show}</Button>
        </div>
      </InlineStack>
    </Form>
  );
}
