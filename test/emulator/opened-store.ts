/**
 * For tests of the emulator's API: the small store, really listening, with the app installed, spoken to over HTTP as an
 * app would: `x-forwarded-host`, an access token, JSON. The clock stands still until a test moves it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { signSessionToken } from "./auth/session-token.ts";
import { startEmulator, type Emulator, type EmulatorOptions } from "./index.ts";
import { smallStore, type SmallStore } from "./small-store.ts";

export type Json = Record<string, unknown>;
/** Bodies are read by tests that know their shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = { status: number; headers: Headers; body: any };

export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
export const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
export const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

export type OpenedStore = {
  emulator: Emulator;
  store: SmallStore;
  /** The app's offline access token. */
  token: string;
  refreshToken: string;
  /** Asks the Admin API and hands back all of the answer. */
  graphql(
    query: string,
    variables?: Json,
    changes?: { token?: string; shop?: string; version?: string; signal?: AbortSignal },
  ): Promise<Answer>;
  /** Asks the Admin API and hands back `data`; anything else than data is an error with the whole answer. */
  data(query: string, variables?: Json): Promise<Answer["body"]>;
  requestToken(fields: Json): Promise<Answer>;
  exchange(changes?: Json): Promise<Answer>;
  control(name: string, body?: Json): Promise<Answer>;
  /** Topics of the webhooks queued so far. */
  topics(): string[];
  close(): Promise<void>;
};

export async function openStore(options: EmulatorOptions = {}): Promise<OpenedStore> {
  const store = smallStore();
  const fileFolder = await mkdtemp(path.join(tmpdir(), "emulator-files-"));
  const emulator = await startEmulator({
    books: store.books,
    frozenAt: store.clock.now(),
    ...options,
    config: { appUrl: "http://localhost:9", fileFolder, ...options.config },
  });
  const { origin, apiKey, apiSecret } = emulator.config;
  const shop = store.books.theShop.domain;
  const answerOf = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const post = async (address: string, body: unknown, headers: Record<string, string>, signal?: AbortSignal) =>
    answerOf(
      await fetch(origin + address, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
        signal: signal ?? AbortSignal.timeout(10_000),
      }),
    );
  const requestToken = (fields: Json) =>
    post("/admin/oauth/access_token", { client_id: apiKey, client_secret: apiSecret, ...fields }, { "x-forwarded-host": shop });
  const exchange = async (changes: Json = {}) =>
    requestToken({
      grant_type: TOKEN_EXCHANGE,
      subject_token: await signSessionToken(emulator),
      subject_token_type: ID_TOKEN,
      requested_token_type: OFFLINE,
      expiring: "1",
      ...changes,
    });
  const first = await exchange();
  const opened: OpenedStore = {
    emulator,
    store,
    token: String(first.body.access_token),
    refreshToken: String(first.body.refresh_token),
    graphql: (query, variables = {}, { token = opened.token, shop: asked = shop, version = "2026-10", signal } = {}) =>
      post(
        `/admin/api/${version}/graphql.json`,
        { query, variables },
        { "x-forwarded-host": asked, "x-shopify-access-token": token },
        signal,
      ),
    data: async (query, variables) => {
      const { status, body } = await opened.graphql(query, variables);
      if (status !== 200 || body.errors) throw new Error(`the API answered ${status} ${JSON.stringify(body)}`);
      return body.data;
    },
    requestToken,
    exchange,
    control: async (name, body) =>
      body
        ? post(`/__emulator/${name}`, body, {})
        : answerOf(await fetch(`${origin}/__emulator/${name}`, { signal: AbortSignal.timeout(10_000) })),
    topics: () => [...emulator.books.delivery.values()].map((delivery) => delivery.topic),
    close: async () => {
      await emulator.close();
      await rm(fileFolder, { recursive: true });
    },
  };
  return opened;
}
