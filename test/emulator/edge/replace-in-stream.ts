/**
 * Replaces one ASCII text in a passing HTML stream, also where a chunk ends in its middle, so that pages need not be held
 * in memory and React's streaming stays streaming.
 */
import { Transform } from "node:stream";

/** The address every embedded app loads App Bridge from; it cannot be configured. */
export const APP_BRIDGE_URL = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export function replaceInStream(from: string, to: string): Transform {
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // latin1 maps bytes to characters one to one, so UTF-8 around the ASCII text passes untouched.
      const text = (held + chunk.toString("latin1")).replaceAll(from, to);
      const keep = tailThatMayBegin(text, from);
      held = text.slice(text.length - keep);
      done(null, Buffer.from(text.slice(0, text.length - keep), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(held, "latin1"));
    },
  });
}

/** Length of the longest end of `text` that is a beginning of `wanted`: only that much must wait for the next chunk. */
function tailThatMayBegin(text: string, wanted: string): number {
  for (let length = Math.min(wanted.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(wanted.slice(0, length))) return length;
  }
  return 0;
}
