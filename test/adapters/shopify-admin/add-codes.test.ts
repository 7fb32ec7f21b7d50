/** Adding codes: whoever waits for it longer than an intent is held believes that it never will be sent. */
import { expect, test } from "vitest";
import { addCodes } from "~/adapters/shopify-admin/add-codes.server";
import { posterFor } from "~/adapters/shopify-admin/post-graphql.server";
import { SEND_CODES_WITHIN_MS } from "~/adapters/shopify-admin/send-within";
import { INTENT_HELD_MS } from "~/domain/code/minting";
import { ShopProblem } from "~/ports/shop";

const LONGEST_ANSWER_MS = 10_000;
const throttled = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: { cost: { requestedQueryCost: 500, throttleStatus: { currentlyAvailable: 0, restoreRate: 50 } } },
};

test("an addition that Shopify is too busy for is given up, and never sent once its intent may be another run's", async () => {
  let [elapsedMs, lastSentMs] = [0, 0];
  const post = posterFor("tea.myshopify.com", {
    fetch: async () => {
      lastSentMs = elapsedMs;
      return Response.json(throttled);
    },
    pause: async (ms) => void (elapsedMs += ms),
    elapsed: () => elapsedMs,
    chance: () => 0,
    token: async () => "token",
    needsPermission: async () => new ShopProblem("needs permission", "not expected here"),
  });
  await expect(addCodes(post, "12", ["ONE"])).rejects.toMatchObject({ kind: "try later" });
  expect(lastSentMs).toBeGreaterThan(0);
  expect(lastSentMs + LONGEST_ANSWER_MS).toBeLessThan(INTENT_HELD_MS);
  expect(SEND_CODES_WITHIN_MS + LONGEST_ANSWER_MS).toBeLessThan(INTENT_HELD_MS);
});
