/** Nodes of which parts are changed or gone, as a broken or foreign file might hold them, and what reading them says. */
import fc from "fast-check";
import { money } from "./bulk-nodes";

export type Json = Record<string, unknown>;

/** What an attempt says: its result, or why there is none. */
export function saidBy<T>(attempt: () => T): { result: T } | { problem: string } {
  try {
    return { result: attempt() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "x",
    "12.00",
    "-3.5",
    "0.001",
    "1e3",
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    [{}],
  ),
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>(
    { shopMoney: {} },
    { shopMoney: [] },
    money("1.00"),
    [{ priceSet: money("1.00") }],
    { id: "gid://shopify/Product/1?a=b" },
    { id: "7" },
  ),
);

/** A node with up to three of its parts, however deep, changed or gone. */
export const changed = (node: Json): fc.Arbitrary<Json> =>
  fc
    .array(fc.record({ place: fc.nat(), value: fc.option(anything, { nil: undefined }) }), { maxLength: 3 })
    .map((changes) => changes.reduce((one, { place, value }) => changeAt(one, place, value), structuredClone(node)))
    // As it comes out of a file: a list has no holes.
    .map((one) => JSON.parse(JSON.stringify(one)) as Json);

function changeAt(node: Json, place: number, value: unknown): Json {
  const places: [Json, string][] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    for (const key of Object.keys(one)) {
      places.push([one as Json, key]);
      visit((one as Json)[key]);
    }
  };
  visit(node);
  if (!places.length) return node;
  const [owner, key] = places[place % places.length];
  if (value === undefined) delete owner[key];
  else owner[key] = structuredClone(value);
  return node;
}

/** A text with one character left out or put in another's place. */
export const damaged = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom("", '"', "\\", "{", "}", ",", "0", "\n", "\u0001", "é", " "))
    .map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1));

export const written = fc.boolean().map((escapeSlashes) => (node: Json): string => {
  const text = JSON.stringify(node);
  return escapeSlashes ? text.replaceAll("/", "\\/") : text;
});
