/**
 * Lines of a JSONL byte stream, each with the offset of the byte after it, so that a reading can go on exactly there.
 * A last line without its newline is given only when the stream is known to be whole.
 */
export type Line = { text: string; endsAt: bigint };

/** A line longer than this is no order line of Shopify's but a broken file. */
const LONGEST_LINE = 8 * 1024 * 1024;

/**
 * @param from offset of the stream's first byte in the file
 * @param wholeBytes the file's size when known: fewer bytes than that is a cut line of communication, an error
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, from: bigint, wholeBytes: bigint | null): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let at = from;
  for await (const chunk of stream) {
    let buffer = rest.length ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10)) {
      at += BigInt(end + 1);
      yield { text: buffer.toString("utf8", 0, end), endsAt: at };
      buffer = buffer.subarray(end + 1);
    }
    if (buffer.length > LONGEST_LINE) throw new Error(`a line of the file is longer than ${LONGEST_LINE} bytes, at byte ${at}`);
    rest = buffer;
  }
  const ended = at + BigInt(rest.length);
  if (wholeBytes !== null && ended < wholeBytes)
    throw new Error(`the file broke off at byte ${ended} of ${wholeBytes}; reading goes on from byte ${at}`);
  if (!rest.length) return;
  if (wholeBytes === null) throw new Error(`the file broke off in the middle of a line at byte ${at}`);
  yield { text: rest.toString("utf8"), endsAt: ended };
}
