import { expect, test } from "vitest";
import { scrub } from "~/adapters/logger.server";

test.each([
  ["token eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.abc-_1 refused", "token [secret] refused"],
  ["shpat_0123456789abcdef and shprt_aa", "[secret] and [secret]"],
  ["mail to ana.b+x@example.co.uk bounced", "mail to [address] bounced"],
  ["order #1001 settled", "order #1001 settled"],
])("logs hold no token and no address: %s", (text, scrubbed) => {
  expect(scrub(text)).toBe(scrubbed);
});
