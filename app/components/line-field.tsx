/** The line in words and as a field: how many people and which share of the sales, typed as per cent of the buyers or as a number of people. */
import { Button, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { lineFor, nearestStep, shareAt, type LineStep } from "~/domain/mining/line";
import { peopleAbove } from "~/domain/mining/list-change";
import { percentOf } from "~/domain/program/program";
import { buyersWords } from "~/words/admin/buyers";
import { count } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import type { LineAt, LineDraft } from "./line-draft";
import { basisPointsOf } from "./settings-fields";

const words = buyersWords.line;
type Unit = "percent" | "people";

export function LineField({ steps, buyers, draft, said }: { steps: LineStep[]; buyers: number; draft: LineDraft; said: string }) {
  const written = useHowWritten();
  const [unit, setUnit] = useState<Unit>("percent");
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const asText = unit === "percent" ? percentOf(draft.shown.bp) : String(draft.shown.people);

  const type = (text: string) => {
    setTyped(text);
    setWrong(false);
    const at = lineAt(text, unit, buyers, steps);
    draft.put(at);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const at = lineAt(typed ?? asText, unit, buyers, steps);
    setWrong(at === null);
    if (!at) return;
    setTyped(null);
    draft.send(at);
  };
  const back = () => {
    setTyped(null);
    setWrong(false);
    draft.put(null);
  };
  const problem = wrong ? (unit === "percent" ? words.problems.percent : words.problems.people(count(buyers, written))) : draft.problem;
  return (
    <form className="regulars-line" onSubmit={send}>
      <div aria-live="polite">
        <Text as="p" fontWeight="semibold">
          {draft.moved ? words.there : words.now} {said}
        </Text>
      </div>
      <Text as="p" tone="subdued">
        {words.how}
      </Text>
      <div className="regulars-line__field">
        <TextField
          label={words.field}
          autoComplete="off"
          inputMode="decimal"
          maxLength={9}
          value={typed ?? asText}
          onChange={type}
          error={Boolean(problem)}
        />
        <Select
          label={words.unit}
          labelHidden
          value={unit}
          options={[
            { label: words.units.percent, value: "percent" },
            { label: words.units.people, value: "people" },
          ]}
          onChange={(value) => {
            setUnit(value as Unit);
            setTyped(null);
            setWrong(false);
          }}
        />
      </div>
      <div role="alert">
        {problem && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
      </div>
      {(draft.moved || typed !== null) && (
        <InlineStack gap="200">
          <Button submit loading={draft.busy}>
            {words.move}
          </Button>
          <Button variant="tertiary" onClick={back} disabled={draft.busy}>
            {words.back}
          </Button>
        </InlineStack>
      )}
    </form>
  );
}

/** null for what is no such number. What the rules refuse is sent all the same: the server says why. */
function lineAt(typed: string, unit: Unit, buyers: number, steps: LineStep[]): LineAt | null {
  const bp = unit === "percent" ? basisPointsOf(typed) : wholePeople(typed, buyers);
  if (bp === null) return null;
  const people = Math.min(buyers, peopleAbove(buyers, bp));
  return { bp, people, shareBp: shareAt(steps, people), scoreMinor: nearestStep(steps, people).scoreMinor };
}

function wholePeople(typed: string, buyers: number): number | null {
  const people = /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  return people >= 1 && people <= buyers ? lineFor(people, buyers) : null;
}
