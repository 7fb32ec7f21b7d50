/**
 * What is typed into a form while what it was opened with goes on living: others save the same page, or the same person does in another
 * tab. A field nobody touched follows what is saved; one that was touched stays as it was typed, and where it was saved otherwise
 * meanwhile, that is told beside it. From then on a save means it: it is based on what was told.
 */
import { mergeEdits } from "~/domain/merge-edits";

export type Values = Record<string, string>;
/** As it is kept. `version` grows with every save. */
export type Saved<T extends Values> = { version: number; values: T };

export type Draft<T extends Values> = {
  /** What was typed was made of this. */
  base: Saved<T>;
  typed: T;
  /** What others saved in fields that were touched here. */
  meanwhile: Partial<T>;
  /** As it stood when it was last sent. */
  sent: T | null;
};

export type Same<T extends Values> = (field: keyof T, one: string, other: string) => boolean;

export const begun = <T extends Values>(saved: Saved<T>): Draft<T> => ({ base: saved, typed: saved.values, meanwhile: {}, sent: null });

/** Once what was sent is kept: whoever typed on meanwhile changed what they had sent themselves. */
export const keptAsSent = <T extends Values>(draft: Draft<T>): Draft<T> => ({
  ...draft,
  base: { ...draft.base, values: draft.sent ?? draft.typed },
  meanwhile: {},
  sent: null,
});

/** The page has read itself anew. */
export function rebased<T extends Values>(draft: Draft<T>, saved: Saved<T>, same: Same<T>): Draft<T> {
  const { base, typed } = draft;
  const edits = { base: base.values, newest: saved.values, edited: typed };
  const { merged, conflicts } = mergeEdits<T>(edits, (field, one, other) => same(field, one, other));
  const told = Object.fromEntries(conflicts.map((field) => [field, saved.values[field]])) as Partial<T>;
  return { ...draft, base: saved, typed: merged, meanwhile: { ...draft.meanwhile, ...told } };
}

/** What is still to be told: whoever has typed the same by now has nothing to decide. */
export const toldMeanwhile = <T extends Values>({ typed, meanwhile }: Draft<T>, same: Same<T>): Partial<T> =>
  Object.fromEntries(
    (Object.entries(meanwhile) as [keyof T, string][]).filter(([field, theirs]) => !same(field, typed[field], theirs)),
  ) as Partial<T>;
