import { expect, test } from "vitest";
import { idAt, readPayload } from "~/ingest/read-payload";

test("ids beyond 2^53 keep every digit", () => {
  const payload = readPayload('{"id": 9007199254741993, "order_edit": {"order_id": 9007199254741995}}')!;
  expect(idAt(payload, "id")).toBe("9007199254741993");
  expect(idAt(payload, "order_edit", "order_id")).toBe("9007199254741995");
});

test("an id is read from a number, its text or a gid, and nothing else", () => {
  const payload = readPayload(
    '{"a": 12, "b": "13", "c": "gid://shopify/Customer/14", "d": 1.5, "e": null, "f": {"g": 1}, "h": "x15", "i": "gid://shopify/MailingAddress/16?model_name=Address"}',
  )!;
  expect(["a", "b", "c", "d", "e", "f", "h", "i", "z"].map((key) => idAt(payload, key))).toEqual([
    "12",
    "13",
    "14",
    null,
    null,
    null,
    null,
    "16",
    null,
  ]);
});

test("amounts stay numbers", () => {
  expect(readPayload('{"subtotal": 12.5, "total": 1e3}')).toEqual({ subtotal: 12.5, total: 1000 });
});

test("brackets nested deeper than the stack are no payload", () => {
  const deep = 200_000;
  expect(readPayload(`{"a":${"[".repeat(deep)}${"]".repeat(deep)}}`)).toBeNull();
});

test.each(["{oops", "", "[1]", "null", '"text"', "12"])("%s is no payload", (body) => {
  expect(readPayload(body)).toBeNull();
});
