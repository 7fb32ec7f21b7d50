/**
 * Every call to the Admin API goes through here: ten seconds for an answer, waits as Shopify asks when it is busy,
 * bounded tries, and every way to fail becomes a ShopProblem that says what to do. A query may be asked again; a mutation
 * that was sent and not answered may have been carried out, so it ends as "unknown" and its caller looks first.
 */
import type { z } from "zod";
import { invariant } from "~/domain/invariant";
import { ShopProblem } from "~/ports/shop";
import { ADMIN_API_VERSION } from "./api-version";
import { freshToken, needsPermission } from "./fresh-token.server";
import { readAnswer, type Answer } from "./read-answer";

export type Call<T> = {
  document: string;
  variables?: Record<string, unknown>;
  shape: z.ZodType<T>;
  /** Not sent later than this after it was asked for: whoever waits for it longer may believe that it never will be. */
  sendWithinMs?: number;
  /** Of a query that somebody waits for: so long, tries and all, then it is "try later". */
  answerWithinMs?: number;
};
/** Bound to one shop. */
export type Post = <T>(call: Call<T>) => Promise<T>;

/** What a test puts in place of the machine. */
export type Wires = {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  pause: (ms: number) => Promise<void>;
  /** Milliseconds from some moment on; never back. */
  elapsed: () => number;
  /** Between 0 and 1. */
  chance: () => number;
  token: (shopId: string, refusedToken?: string) => Promise<string>;
  needsPermission: (shopId: string) => Promise<ShopProblem>;
};

const TIMEOUT_MS = 10_000;
const MOST_TRIES = 8;
/** Broken lines and 5xx: fewer tries than for being busy, since each may take the whole timeout. */
const MOST_BREAKS = 3;
const MOST_WAIT_MS = 30_000;

const machine: Wires = {
  // Looked up at each call: tests and the demo send Shopify's address elsewhere by replacing fetch.
  fetch: (url, init) => fetch(url, init),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  elapsed: () => performance.now(),
  chance: () => Math.random(),
  token: freshToken,
  needsPermission,
};

/** @throws ShopProblem and nothing else, save for a defect of ours (the answer has not the shape that was asked for) */
export const postGraphql = <T>(shopId: string, call: Call<T>): Promise<T> => posterFor(shopId)(call);

export const posterFor =
  (shopId: string, wires: Wires = machine): Post =>
  (call) =>
    new Calling(shopId, wires, call).run(call.shape, call.sendWithinMs ?? Infinity);

class Calling {
  readonly #shopId: string;
  readonly #wires: Wires;
  readonly #body: string;
  readonly #isMutation: boolean;
  /** When whoever asks has waited long enough. */
  readonly #until: number;
  #breaks = 0;
  #refusedToken: string | undefined;

  constructor(shopId: string, wires: Wires, { document, variables = {}, answerWithinMs = Infinity }: Call<unknown>) {
    this.#shopId = shopId;
    this.#wires = wires;
    this.#body = JSON.stringify({ query: document, variables });
    this.#isMutation = /^\s*(#[^\n]*\n\s*)*mutation\b/.test(document);
    // A mutation that was let go of may have been carried out: nobody may stop listening to it early.
    invariant(answerWithinMs === Infinity || !this.#isMutation, "only a question may be given up while it is asked");
    this.#until = wires.elapsed() + answerWithinMs;
  }

  async run<T>(shape: z.ZodType<T>, sendWithinMs: number): Promise<T> {
    let last = "";
    const latest = this.#wires.elapsed() + sendWithinMs;
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const answer = await this.#ask(latest);
      if (answer.kind === "data") return shape.parse(answer.data);
      last = answer.why;
      await this.#prepareNext(answer);
    }
    throw new ShopProblem("try later", `Shopify stayed busy: ${last}`);
  }

  async #ask(latest: number): Promise<Answer> {
    const token = await this.#whileWaited(this.#wires.token(this.#shopId, this.#refusedToken));
    if (this.#wires.elapsed() > latest) throw new ShopProblem("try later", "Shopify was busy for too long, and it was not sent.");
    try {
      const response = await this.#wires.fetch(`https://${this.#shopId}/admin/api/${ADMIN_API_VERSION}/graphql.json`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": token },
        body: this.#body,
        signal: AbortSignal.timeout(Math.max(0, Math.ceil(Math.min(TIMEOUT_MS, this.#left())))),
      });
      const answer = readAnswer(response.status, response.headers.get("retry-after"), await response.text());
      if (answer.kind === "token refused") this.#refusedToken = this.#refusedToken ? await this.#letGo() : token;
      return answer;
    } catch (error) {
      if (error instanceof ShopProblem) throw error;
      return { kind: neverSent(error) ? "not sent" : "broken", why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A fresh token was refused as well. */
  async #letGo(): Promise<never> {
    throw await this.#wires.needsPermission(this.#shopId);
  }

  #left(): number {
    return this.#until - this.#wires.elapsed();
  }

  async #pause(ms: number): Promise<void> {
    if (ms >= this.#left()) throw waitedLongEnough();
    await this.#wires.pause(ms);
  }

  /** A token that is being renewed goes on being renewed for whoever comes next. */
  async #whileWaited<T>(coming: Promise<T>): Promise<T> {
    if (this.#until === Infinity) return coming;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(waitedLongEnough()), Math.max(0, this.#left()));
    });
    return Promise.race([coming, enough]).finally(() => clearTimeout(timer));
  }

  /** Waits, or throws when another try could not help or could do harm. */
  async #prepareNext(answer: Exclude<Answer, { kind: "data" }>): Promise<void> {
    const { kind, why } = answer;
    if (kind === "refused") throw new ShopProblem("refused", why);
    if (kind === "no access") throw new ShopProblem("needs permission", why);
    if (kind === "token refused") return;
    if (kind === "busy") return this.#pause(Math.min(answer.waitMs, MOST_WAIT_MS) * (1 + this.#wires.chance() / 2));
    this.#breaks++;
    if (kind === "broken" && this.#isMutation)
      throw new ShopProblem("unknown", `Shopify did not say whether it did what was asked: ${why}`);
    if (this.#breaks >= MOST_BREAKS) throw new ShopProblem("try later", `Shopify could not be reached: ${why}`);
    await this.#pause(500 * 2 ** this.#breaks * (0.5 + this.#wires.chance()));
  }
}

const waitedLongEnough = (): ShopProblem => new ShopProblem("try later", "Shopify did not answer while somebody waited.");

/** The line could not even be opened: nothing was carried out. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: string } | null)?.code ?? "";
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code);
}
