/** FAULTS 28–31: what Shopify's many ways of not answering become. Nothing here waits: pauses are written down. */
import { expect, test } from "vitest";
import { z } from "zod";
import { posterFor, type Wires } from "~/adapters/shopify-admin/post-graphql.server";
import { ShopProblem } from "~/ports/shop";

const QUERY = "#graphql\n  query Name { shop { name } }";
const MUTATION = "#graphql\n  mutation Make { discountCodeDeactivate(id: 1) { userErrors { message } } }";
const shape = z.object({ shop: z.object({ name: z.string() }) });
const good = () => Response.json({ data: { shop: { name: "Tea" } } });

type Step = () => Response;
const fails =
  (code: string): Step =>
  () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };

/** Answers with the steps in turn and fails the test when asked more often. */
function shopify(...steps: Step[]) {
  const seen = { calls: 0, pauses: [] as number[], tokens: [] as string[], givenUp: 0, elapsedMs: 0 };
  const wires: Wires = {
    async fetch(_url, init) {
      expect(init.signal).toBeInstanceOf(AbortSignal);
      seen.tokens.push((init.headers as Record<string, string>)["x-shopify-access-token"]);
      const step = steps[seen.calls++];
      if (!step) throw new Error("asked more often than expected");
      return step();
    },
    async pause(ms) {
      seen.pauses.push(ms);
      seen.elapsedMs += ms;
    },
    elapsed: () => seen.elapsedMs,
    chance: () => 0,
    token: async (_shop, refused) => (refused ? "second" : "first"),
    needsPermission: async () => {
      seen.givenUp++;
      return new ShopProblem("needs permission", "open the app");
    },
  };
  const post = posterFor("tea.myshopify.com", wires);
  return {
    seen,
    ask: (document = QUERY, sendWithinMs?: number) => post({ document, shape, sendWithinMs }),
    askWaiting: (answerWithinMs: number, document = QUERY) => post({ document, shape, answerWithinMs }),
  };
}

const throttled =
  (requested: number, available: number, rate: number): Step =>
  () =>
    Response.json({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost: requested,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: rate },
        },
      },
    });

test("29 · THROTTLED waits until the points the call costs are there again", async () => {
  const { seen, ask } = shopify(throttled(500, 100, 100), good);
  expect(await ask()).toEqual({ shop: { name: "Tea" } });
  expect(seen.pauses).toEqual([4_000]);
});

test("29 · 429 waits as long as Retry-After says, also for a mutation: nothing was done", async () => {
  const { seen, ask } = shopify(() => new Response("{}", { status: 429, headers: { "retry-after": "2.0" } }), good);
  await ask(MUTATION);
  expect(seen.pauses).toEqual([2_000]);
});

test("29 · being busy for ever ends: bounded tries, then later", async () => {
  const { seen, ask } = shopify(...Array.from({ length: 20 }, () => throttled(10, 0, 100)));
  await expect(ask()).rejects.toMatchObject({ kind: "try later" });
  expect(seen.calls).toBe(8);
});

test("80 · what must be sent soon or never is not sent late: nothing was done, and its caller is told so", async () => {
  const { seen, ask } = shopify(throttled(500, 100, 20), throttled(500, 100, 20), good);
  await expect(ask(MUTATION, 30_000)).rejects.toMatchObject({ kind: "try later", message: expect.stringMatching(/not sent/) });
  expect([seen.calls, seen.pauses]).toEqual([2, [20_000, 20_000]]);
});

test("while somebody waits, what would come too late is not waited for; tries that fit are made", async () => {
  const soon = shopify(() => new Response("<html>", { status: 503 }), good);
  expect(await soon.askWaiting(4_000.5)).toEqual({ shop: { name: "Tea" } });
  const late = shopify(throttled(500, 100, 100), good);
  await expect(late.askWaiting(4_000)).rejects.toMatchObject({ kind: "try later" });
  expect([late.seen.calls, late.seen.pauses]).toEqual([1, []]);
});

test("a mutation may have been carried out, so nobody may stop listening to it early", async () => {
  const { seen, askWaiting } = shopify(good);
  expect(() => askWaiting(4_000, MUTATION)).toThrow(/only a question/);
  expect(seen.calls).toBe(0);
});

test("29 · waits differ by chance, so that many jobs do not come back at once", async () => {
  const pauses: number[] = [];
  const wires = (chance: number): Wires => {
    const answers = [throttled(200, 100, 100), good];
    return {
      fetch: async () => answers.shift()!(),
      pause: async (ms) => void pauses.push(ms),
      elapsed: () => 0,
      chance: () => chance,
      token: async () => "t",
      needsPermission: async () => new ShopProblem("needs permission", ""),
    };
  };
  await posterFor("tea.myshopify.com", wires(0))({ document: QUERY, shape });
  await posterFor("tea.myshopify.com", wires(1))({ document: QUERY, shape });
  expect(pauses).toEqual([1_000, 1_500]);
});

test.each([
  ["503", () => new Response("<html>", { status: 503 })],
  ["a reset line", fails("ECONNRESET")],
  [
    "ten seconds without an answer",
    () => {
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    },
  ],
  ["an answer that is no JSON", () => new Response("<html>hello", { status: 200 })],
  ["Shopify's own fault", () => Response.json({ errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }] })],
] satisfies [string, Step][])(
  "31 · a query is asked again after %s, a mutation is not: it may have been carried out",
  async (_what, broken) => {
    const query = shopify(broken, broken, good);
    expect(await query.ask()).toEqual({ shop: { name: "Tea" } });
    expect(query.seen.pauses).toHaveLength(2);
    expect(query.seen.pauses[1]).toBeGreaterThan(query.seen.pauses[0]);

    const mutation = shopify(broken);
    await expect(mutation.ask(MUTATION)).rejects.toMatchObject({ kind: "unknown" });
    expect(mutation.seen.calls).toBe(1);
  },
);

test("31 · a line that stays broken ends after three tries", async () => {
  const { seen, ask } = shopify(...Array.from({ length: 9 }, () => fails("ECONNRESET")));
  await expect(ask()).rejects.toMatchObject({ kind: "try later" });
  expect(seen.calls).toBe(3);
});

test("31 · a mutation whose line could not even be opened is sent again", async () => {
  const { seen, ask } = shopify(fails("ECONNREFUSED"), good);
  await ask(MUTATION);
  expect(seen.calls).toBe(2);
});

test("28 · a missing scope needs permission, at once and without another try", async () => {
  const { seen, ask } = shopify(() =>
    Response.json({ data: null, errors: [{ message: "Access denied for orders field.", extensions: { code: "ACCESS_DENIED" } }] }),
  );
  await expect(ask()).rejects.toMatchObject({ kind: "needs permission", message: "Access denied for orders field." });
  expect(seen.calls).toBe(1);
});

test.each([402, 403, 404, 423])("a store closed to us (%i) needs permission", async (status) => {
  const { ask } = shopify(() => new Response("{}", { status }));
  await expect(ask()).rejects.toMatchObject({ kind: "needs permission" });
});

test("a refused token is replaced once; a second refusal ends it", async () => {
  const refused = () => new Response("{}", { status: 401 });
  const mended = shopify(refused, good);
  await mended.ask();
  expect(mended.seen.tokens).toEqual(["first", "second"]);

  const ended = shopify(refused, refused);
  await expect(ended.ask()).rejects.toMatchObject({ kind: "needs permission" });
  expect(ended.seen.givenUp).toBe(1);
});

test("a question Shopify does not understand is refused with its words", async () => {
  const { ask } = shopify(() => Response.json({ errors: [{ message: "Field 'nam' doesn't exist" }] }));
  await expect(ask()).rejects.toMatchObject({ kind: "refused", message: "Field 'nam' doesn't exist" });
});
