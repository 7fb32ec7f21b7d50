/** A form's draft while others save the same page: what it takes over, what it keeps, what it tells. */
import { expect, test } from "vitest";
import { begun, keptAsSent, rebased, toldMeanwhile, type Draft } from "~/components/draft";

type Fields = { offer: string; credit: string };
const same = (_field: keyof Fields, one: string, other: string) => Number(one) === Number(other);
const opened = { version: 1, values: { offer: "15", credit: "10" } };
const typing = (draft: Draft<Fields>, some: Partial<Fields>): Draft<Fields> => ({ ...draft, typed: { ...draft.typed, ...some } });
const sending = (draft: Draft<Fields>): Draft<Fields> => ({ ...draft, sent: draft.typed });
const saved = (version: number, offer: string, credit: string) => ({ version, values: { offer, credit } });

test("nobody typed: the form follows what others save", () => {
  const draft = rebased(begun(opened), saved(2, "15", "20"), same);
  expect(draft).toEqual(begun(saved(2, "15", "20")));
});

test("what was typed stays, the rest follows, and there is nothing to tell", () => {
  const draft = rebased(typing(begun(opened), { offer: "12" }), saved(2, "15", "20"), same);
  expect(draft).toMatchObject({ base: saved(2, "15", "20"), typed: { offer: "12", credit: "20" } });
  expect(toldMeanwhile(draft, same)).toEqual({});
});

test("a field that others saved otherwise is told until it is typed the same, and stays told while they save something else", () => {
  let draft = rebased(typing(begun(opened), { credit: "12" }), saved(2, "15", "20"), same);
  expect([draft.typed.credit, toldMeanwhile(draft, same)]).toEqual(["12", { credit: "20" }]);
  draft = rebased(draft, saved(3, "17", "20"), same);
  expect([draft.typed, toldMeanwhile(draft, same)]).toEqual([{ offer: "17", credit: "12" }, { credit: "20" }]);
  draft = rebased(draft, saved(4, "17", "25"), same);
  expect(toldMeanwhile(draft, same)).toEqual({ credit: "25" });
  expect(toldMeanwhile(typing(draft, { credit: "25.0" }), same)).toEqual({});
});

test("after a save the form shows all that is saved, as it is written", () => {
  const draft = keptAsSent(sending(typing(begun(opened), { offer: "12.0" })));
  expect(rebased(draft, saved(3, "12", "20"), same)).toEqual(begun(saved(3, "12", "20")));
});

test("who typed on while it was saved changed what they sent themselves, and nobody else's", () => {
  const draft = keptAsSent(typing(sending(typing(begun(opened), { credit: "12" })), { credit: "125" }));
  const after = rebased(draft, saved(2, "15", "12"), same);
  expect([after.typed.credit, toldMeanwhile(after, same)]).toEqual(["125", {}]);
});
