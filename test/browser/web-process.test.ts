/** The web process as production runs it, asked over HTTP: what lies around the routes, which tests in one process do not see. */
import { request as ask } from "node:http";
import { expect, test } from "vitest";
import { signCustomerToken } from "../emulator/auth/customer-token.ts";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import { wholeApp } from "../support/whole-app";

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const { emulator, origin, appOrigin, webLog } = await wholeApp({ seed: "web process", buyers: 20 });

type Given = { method?: string; path: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Straight at the process, with headers and methods that fetch refuses to send. */
const at = ({ method = "GET", path, headers = {}, body }: Given): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = ask(new URL(appOrigin), { method, path, headers: { "user-agent": USER_AGENT, ...headers } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    asked.on("error", reject).end(body);
  });
const signedIn = async () => ({ authorization: `Bearer ${await signSessionToken(emulator)}` });
const embedded = async (path: string): Promise<string> => {
  const { url } = (await (await fetch(`${origin}/__emulator/embedded-url?path=${encodeURIComponent(path)}`)).json()) as { url: string };
  const { pathname, search } = new URL(url);
  return pathname + search;
};

test.each([
  ["an address that is none", { path: "/%E0%A4%A" }],
  ["a host that is none", { path: "/healthz", headers: { host: "a b" } }],
  ["a forwarded host that is none", { path: "/healthz", headers: { "x-forwarded-host": "a b:99999" } }],
  ["a method nobody serves", { method: "TRACE", path: "/" }],
] satisfies [string, Given][])("%s is 400 in plain words, without a stack", async (_what, given) => {
  const { status, headers, body } = await at(given);
  expect([status, headers["content-type"], body]).toEqual([400, "text/plain; charset=utf-8", "This request cannot be understood."]);
});

test("an address that is nobody's is a 404 that says where to open the app, and leaves no stack in the log", async () => {
  const before = webLog().length;
  const { status, body } = await at({ path: "/nowhere" });
  expect([status, /There is no such page/.test(body), /choose Apps, then Regulars/.test(body)]).toEqual([404, true, true]);
  // A log is written a moment after its answer: what an earlier request left may come only now.
  const left = webLog().slice(before).split("\n");
  expect(left.filter((line) => line !== "" && !line.includes("TRACE"))).toEqual([]);
});

test("FAULTS 75: whatever is shown without a shop in its address may be framed by the admin alone; with one, by that shop's", async () => {
  for (const path of ["/", "/nowhere"])
    expect((await at({ path })).headers["content-security-policy"]).toBe("frame-ancestors https://admin.shopify.com;");
  const page = await at({ path: await embedded("/app") });
  expect(page.headers["content-security-policy"]).toMatch(
    /^frame-ancestors https:\/\/[a-z0-9-]+\.myshopify\.com https:\/\/admin\.shopify\.com/,
  );
});

test("the owner's pages and their data are kept by no cache and taken for nothing else", async () => {
  const data = await at({ path: "/app/buyers?_data=routes%2Fapp.buyers", headers: await signedIn() });
  for (const { status, headers } of [await at({ path: await embedded("/app/buyers") }), data])
    expect([status, headers["cache-control"], headers["x-content-type-options"]]).toEqual([200, "no-store", "nosniff"]);
});

test("a form that is not understood is answered 400 with what to do", async () => {
  const { status, body } = await at({
    method: "POST",
    path: "/app?index&_data=routes%2Fapp._index",
    headers: { ...(await signedIn()), "content-type": "application/x-www-form-urlencoded" },
    body: "intent=no-such",
  });
  expect([status, JSON.parse(body)]).toEqual([400, { outcome: "not understood", problem: expect.any(String) }]);
});

test("an extension asks from an origin that is none or Shopify's: its browser may, and what it posts is taken for no forgery", async () => {
  await at({ path: await embedded("/app") });
  const [{ id: customerId }] = [...emulator.books.customer.values()];
  const authorization = `Bearer ${await signCustomerToken(emulator, { customerId })}`;
  for (const origin of ["null", "https://extensions.shopifycdn.com"]) {
    const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
    const before = await at({ method: "OPTIONS", path: "/account/rewards", headers: asked });
    expect([before.status, before.headers["access-control-allow-origin"]]).toEqual([204, "*"]);
    expect(before.headers["access-control-allow-headers"]).toMatch(/Authorization/);

    const form = { origin, "content-type": "application/x-www-form-urlencoded" };
    const letIn = await at({
      method: "POST",
      path: "/account/rewards",
      headers: { ...form, authorization },
      body: "intent=leave&requestKey=x",
    });
    expect([letIn.status, (JSON.parse(letIn.body) as { outcome: string }).outcome]).toEqual([200, "not an ambassador"]);
    expect([letIn.headers["access-control-allow-origin"], letIn.headers["cache-control"]]).toEqual(["*", "no-store"]);
    const stranger = await at({ method: "POST", path: "/account/rewards", headers: form, body: "intent=leave" });
    expect([stranger.status, stranger.headers["access-control-allow-origin"]]).toEqual([401, "*"]);
  }
  // And through the tunnel that a development store has.
  const through = await fetch(new URL("/account/standing", emulator.config.appUrl), { headers: { origin: "null", authorization } });
  expect([through.status, through.headers.get("access-control-allow-origin"), await through.json()]).toEqual([
    200,
    "*",
    { outcome: "nobody", order: null, askAgain: false },
  ]);
});
