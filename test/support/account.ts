/**
 * Our extensions asking the app from a customer account or the thank-you page: with a token signed as Shopify signs it, sent to
 * the route that Remix would pick.
 */
import type { CodeAnswer, Refusal, RewardsAnswer, StandingAnswer, StatementAnswer } from "~/account/answers";
import * as code from "~/routes/account.code";
import * as rewards from "~/routes/account.rewards";
import * as standing from "~/routes/account.standing";
import * as statement from "~/routes/account.statement";
import { clock } from "~/world.server";
import { signClaims } from "../emulator/auth/customer-token.ts";

export type AskAccount = {
  shop: string;
  /** Below /account: "/rewards". */
  path: string;
  buyerId?: string | null;
  /** Posted as a form; as pairs where a name is there more than once. */
  form?: Record<string, string> | [string, string][];
  /** Over what Shopify would claim. */
  claims?: Record<string, unknown>;
  secret?: string;
  apiKey?: string;
  alg?: string;
  /** The last chance to forge: what becomes of the header. */
  authorization?: (token: string) => string | null;
  ip?: string;
  /** As the extension says it: the one its page is in. */
  language?: string;
  method?: string;
};

export async function accountRequest(ask: AskAccount): Promise<Request> {
  const sub = ask.buyerId ? `gid://shopify/Customer/${ask.buyerId}` : undefined;
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET } = process.env;
  const signing = {
    shop: ask.shop,
    apiKey: ask.apiKey ?? SHOPIFY_API_KEY!,
    apiSecret: ask.secret ?? SHOPIFY_API_SECRET!,
    now: clock.now(),
  };
  const token = await signClaims(signing, { sub, ...ask.claims }, ask.alg);
  const authorization = ask.authorization ? ask.authorization(token) : `Bearer ${token}`;
  return new Request(new URL(`/account${ask.path}`, "http://localhost:3000"), {
    method: ask.method ?? (ask.form ? "POST" : "GET"),
    headers: {
      ...{ origin: "null", "x-forwarded-for": ask.ip ?? "203.0.113.7" },
      ...(ask.language && { "accept-language": ask.language }),
      ...(authorization === null ? {} : { authorization }),
    },
    body: ask.form && new URLSearchParams(ask.form),
  });
}

type Route = (args: { request: Request }) => Promise<Response>;

/** As Remix hands them out: what changes nothing to the loader, also the browser's question beforehand. */
export function accountAnswerOf(request: Request): Promise<Response> {
  const routes: Record<string, { loader: Route; action: Route }> = { code, rewards, standing, statement };
  const route = routes[new URL(request.url).pathname.replace(/^\/account\//, "")];
  if (!route) throw new Error(`no route answers ${request.url}`);
  return ["GET", "HEAD", "OPTIONS"].includes(request.method) ? route.loader({ request }) : route.action({ request });
}

export type AccountAnswer = {
  status: number;
  headers: Headers;
  body: RewardsAnswer | StandingAnswer | StatementAnswer | CodeAnswer | Refusal;
};

export async function askAccount(ask: AskAccount): Promise<AccountAnswer> {
  const response = await accountAnswerOf(await accountRequest(ask));
  return { status: response.status, headers: response.headers, body: (await response.json()) as AccountAnswer["body"] };
}
