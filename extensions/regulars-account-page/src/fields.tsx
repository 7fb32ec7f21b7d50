/**
 * The fields of a form as the app describes them, and what is typed into them: kept here while somebody types, so that a page
 * that comes anew in between takes nothing from them, and forgotten once the app has it.
 */
import { useState } from "preact/hooks";
import type { ChoiceField, FormField } from "../../../app/account/answers.ts";

type Named = { name: string; value: string };

export type Typed = {
  /** What stands in a field now. */
  of(field: Named): string;
  type(name: string, value: string): void;
  forget(): void;
};

export function useTyped(): Typed {
  const [typed, setTyped] = useState<Record<string, string>>({});
  return {
    of: ({ name, value }) => typed[name] ?? value,
    type: (name, value) => setTyped((before) => ({ ...before, [name]: value })),
    forget: () => setTyped({}),
  };
}

/** What all of these are sent as. */
export const sent = (typed: Typed, fields: Named[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field.name, typed.of(field)]));

const valueIn = (event: Event): string => (event.currentTarget as HTMLInputElement).value;

export function Text({ field, typed, rows }: { field: FormField; typed: Typed; /** More than one: a larger field. */ rows?: number }) {
  const { name, label, help, problem, maxLength } = field;
  const given = {
    ...{ name, label, maxLength, value: typed.of(field), error: problem ?? undefined, autocomplete: "off" as const },
    onInput: (event: Event) => typed.type(name, valueIn(event)),
  };
  return (
    <s-stack gap="small-200">
      {rows ? <s-text-area {...given} rows={rows} /> : <s-text-field {...given} />}
      {help && <s-text color="subdued">{help}</s-text>}
    </s-stack>
  );
}

export function Choice({ field, typed }: { field: ChoiceField; typed: Typed }) {
  return (
    <s-select
      name={field.name}
      label={field.label}
      value={typed.of(field)}
      onChange={(event: Event) => typed.type(field.name, valueIn(event))}
    >
      {field.choices.map(({ value, label }) => (
        <s-option key={value} value={value}>
          {label}
        </s-option>
      ))}
    </s-select>
  );
}

/** Sends a form of its own. */
export function Send({ label, busy, pressing, onClick }: { label: string; busy: boolean; pressing: boolean; onClick: () => void }) {
  return (
    <s-button variant="secondary" loading={busy} disabled={pressing} onClick={onClick}>
      {label}
    </s-button>
  );
}
