/**
 * A shopper without a browser, for tests: keeps the store's cookie, posts forms, doesn't follow redirects. Talks to handlers
 * directly, no server needed.
 */
import type { EmulatorContext, Handler } from "../context.ts";

export type Page = { status: number; location: string | null; text: string; type: string };

export class Shopper {
  readonly #context: EmulatorContext;
  readonly #handlers: Handler[];
  cookie = "";
  constructor(context: EmulatorContext, ...handlers: Handler[]) {
    this.#context = context;
    this.#handlers = handlers;
  }
  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#ask(path, { headers });
  }
  post(path: string, form: Record<string, string>): Promise<Page> {
    return this.#ask(path, { method: "POST", body: new URLSearchParams(form) });
  }
  async #ask(path: string, init: RequestInit): Promise<Page> {
    const url = new URL(path, this.#context.config.origin);
    const headers = new Headers(init.headers);
    if (this.cookie) headers.set("cookie", this.cookie);
    for (const handler of this.#handlers) {
      const response = await handler(this.#context, new Request(url, { ...init, headers }), url);
      if (!response) continue;
      const given = response.headers.get("set-cookie");
      if (given) this.cookie = given.split(";")[0];
      return {
        status: response.status,
        location: response.headers.get("location"),
        text: await response.text(),
        type: response.headers.get("content-type") ?? "",
      };
    }
    throw new Error(`nobody answers ${path}`);
  }
}
