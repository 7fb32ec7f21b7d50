import { expect, test } from "vitest";
import { mergeEdits } from "~/domain/merge-edits";

type Fields = { offer: string; credit: string };
const merge = (base: Fields, newest: Fields, edited: Fields) =>
  mergeEdits({ base, newest, edited }, (_field, one, other) => Number(one) === Number(other));
const opened = { offer: "15", credit: "10" };

test.each([
  ["nobody changed anything", opened, opened, opened, []],
  ["only the others did", { offer: "15", credit: "20" }, opened, { offer: "15", credit: "20" }, []],
  ["only who saves did", opened, { offer: "12", credit: "10" }, { offer: "12", credit: "10" }, []],
  ["each did another field", { offer: "15", credit: "20" }, { offer: "12", credit: "10" }, { offer: "12", credit: "20" }, []],
  ["both did the same", { offer: "15", credit: "20" }, { offer: "15", credit: "20.0" }, { offer: "15", credit: "20" }, []],
  ["both did one field otherwise", { offer: "12", credit: "20" }, { offer: "12", credit: "5" }, { offer: "12", credit: "5" }, ["credit"]],
  [
    "it is written otherwise, but means the same",
    { offer: "15", credit: "20" },
    { offer: "15.0", credit: "10.00" },
    { offer: "15", credit: "20" },
    [],
  ],
] as [string, Fields, Fields, Fields, string[]][])("%s", (_what, newest, edited, merged, conflicts) => {
  expect(merge(opened, newest, edited)).toEqual({ merged, conflicts });
});

test("a field that was put back to what it was opened with counts as not changed", () => {
  expect(merge(opened, { offer: "15", credit: "20" }, { ...opened })).toMatchObject({ merged: { credit: "20" }, conflicts: [] });
});
