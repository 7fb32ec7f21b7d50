/**
 * Lines of a JSONL byte stream, as many together as a piece of the stream holds, each with the offset of the byte after it,
 * so that a reading can go on exactly there. A last line without its newline is given only when the stream is known to be whole.
 */
export type Line = { text: string; endsAt: bigint };

const NEWLINE = 10;
const NONE = Buffer.alloc(0);
/** A line longer than this is no order line of Shopify's but a broken file. */
const LONGEST_LINE = 8 * 1024 * 1024;

/**
 * @param from offset of the stream's first byte in the file
 * @param wholeBytes the file's size when known: fewer bytes than that is a cut line of communication, an error
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, from: bigint, wholeBytes: bigint | null): AsyncGenerator<Line[]> {
  /** The beginning of a line whose end has not come yet, at byte `at`. */
  let rest: Buffer = NONE;
  let at = from;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let begin = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, begin)) {
      const line = rest.length ? Buffer.concat([rest, piece.subarray(begin, end)]) : null;
      at += BigInt(rest.length + end + 1 - begin);
      lines.push({ text: line ? line.toString("utf8") : piece.toString("utf8", begin, end), endsAt: at });
      if (line) rest = NONE;
      begin = end + 1;
    }
    rest = rest.length ? Buffer.concat([rest, piece]) : piece.subarray(begin);
    if (rest.length > LONGEST_LINE) throw new Error(`a line of the file is longer than ${LONGEST_LINE} bytes, at byte ${at}`);
    if (lines.length) yield lines;
  }
  const ended = at + BigInt(rest.length);
  if (wholeBytes !== null && ended < wholeBytes)
    throw new Error(`the file broke off at byte ${ended} of ${wholeBytes}; reading goes on from byte ${at}`);
  if (!rest.length) return;
  if (wholeBytes === null) throw new Error(`the file broke off in the middle of a line at byte ${at}`);
  yield [{ text: rest.toString("utf8"), endsAt: ended }];
}
