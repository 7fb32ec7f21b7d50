/**
 * The owner at the admin pages, without a browser: asks a page's loader or posts its form as App Bridge does, with a fresh
 * session token. A Response that the page answers or throws is the answer; plain data comes back as a browser would read it.
 */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import { smallStore } from "../emulator/small-store.ts";
import { testWorld, withEmulator } from "./world";

type Handle = (args: LoaderFunctionArgs) => unknown;
export type Page = { loader?: Handle; action?: Handle };

/** `body` is the parsed JSON, or the text where it is none. */
export type Answer<T> = { status: number; headers: Headers; body: T };

/** The shop "small-store", installed at the first visit; its clock stands at the machine's, because the library checks tokens by that. */
export async function adminRig() {
  const books = smallStore().books;
  const t = await testWorld({ shopId: books.theShop.domain });
  await t.clock.set(new Date());
  const emulator = await withEmulator(t, { books });
  const visit = async <T>(page: Page, path: string, form?: Record<string, string>): Promise<Answer<T>> =>
    ask<T>(page, path, { form, authorization: `Bearer ${await signSessionToken(emulator)}` });
  return {
    ...t,
    emulator,
    load: async <T>(page: Page, path: string): Promise<T> => (await visit<T>(page, path)).body,
    visit,
    act: <T>(page: Page, path: string, form: Record<string, string>) => visit<T>(page, path, form),
  };
}

export async function ask<T>(
  page: Page,
  path: string,
  { form, authorization }: { form?: Record<string, string>; authorization?: string } = {},
): Promise<Answer<T>> {
  const request = new Request(new URL(path, process.env.SHOPIFY_APP_URL), {
    method: form ? "POST" : "GET",
    headers: { "user-agent": "Mozilla/5.0 (a person's browser)", ...(authorization && { authorization }) },
    body: form && new URLSearchParams(form),
  });
  const handle = form ? page.action : page.loader;
  if (!handle) throw new Error(`this page has no ${form ? "action" : "loader"}`);
  const response = await answerOf(() => handle({ request, params: paramsOf(path), context: {} }));
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

/** As Remix reads the addresses that name somebody: app.ambassadors_.$ambassadorId.statement. */
function paramsOf(path: string): Record<string, string> {
  const [, ambassadorId] = /^\/app\/ambassadors\/([^/?]+)/.exec(path) ?? [];
  return ambassadorId ? { ambassadorId: decodeURIComponent(ambassadorId) } : {};
}

async function answerOf(handle: () => unknown): Promise<Response> {
  try {
    const given = await handle();
    // JSON refuses a bigint: a loader that leaks one fails here as it would in Remix.
    return given instanceof Response ? given : Response.json(given);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
