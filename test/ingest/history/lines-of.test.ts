/** Wherever a file's bytes are cut into pieces, its lines and the bytes they end at are the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, type Line } from "~/ingest/history/lines-of";

async function* inPieces(bytes: Buffer, cuts: number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...new Set(cuts.map((one) => one % (bytes.length + 1)))].sort((one, other) => one - other)) {
    yield bytes.subarray(from, cut);
    from = cut;
  }
  yield bytes.subarray(from);
}

async function linesIn(bytes: Buffer, cuts: number[], from: bigint, wholeBytes: bigint | null): Promise<Line[]> {
  const all: Line[] = [];
  for await (const lines of linesOf(inPieces(bytes, cuts), from, wholeBytes)) all.push(...lines);
  return all;
}

test("cut anywhere, also inside a letter, the lines are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")),
        { minLength: 1 },
      ),
      fc.array(fc.nat()),
      async (texts, cuts) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        const found = await linesIn(bytes, cuts, 100n, null);
        expect(found.map(({ text }) => text)).toEqual(texts.map((text) => Buffer.from(text).toString()));
        let endsAt = 100n;
        expect(found.map((line) => line.endsAt)).toEqual(texts.map((text) => (endsAt += BigInt(Buffer.byteLength(text) + 1))));
      },
    ),
  );
});

test("a last line without its newline counts only where the file is known to be whole", async () => {
  const bytes = Buffer.from("one\ntwo");
  expect(await linesIn(bytes, [2], 0n, 7n)).toEqual([
    { text: "one", endsAt: 4n },
    { text: "two", endsAt: 7n },
  ]);
  await expect(linesIn(bytes, [2], 0n, null)).rejects.toThrow(/broke off in the middle of a line at byte 4/);
  await expect(linesIn(bytes, [2], 0n, 9n)).rejects.toThrow(/broke off at byte 7 of 9; reading goes on from byte 4/);
});
