/**
 * The store owner at the admin, without a browser: opens the app as the admin's page does (a signed address with a
 * session token), then asks its pages for their data and posts its forms with a fresh session token each, as App Bridge does.
 */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const ANSWER_WITHIN_MS = 60_000;

export class Owner {
  readonly #origin: string;
  #app = "";
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens the app for the first time: this is what installs it. Returns the page's HTML. */
  async open(path = "/app"): Promise<string> {
    const { url } = await this.#ask<{ url: string }>(`/__emulator/embedded-url?path=${encodeURIComponent(path)}`);
    this.#app = new URL(url).origin;
    const response = await fetch(url, {
      headers: { "user-agent": USER_AGENT, accept: "text/html" },
      redirect: "follow",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const html = await response.text();
    if (!response.ok) throw new Error(`the app answered ${response.status} when it was opened: ${html.slice(0, 500)}`);
    return html;
  }

  /** A page's data, e.g. load("app.buyers", "/app/buyers?page=2"). */
  load<T>(route: string, path: string): Promise<T> {
    return this.#data<T>(route, path, { method: "GET" });
  }

  /** Posts a page's form. */
  act<T>(route: string, path: string, fields: Record<string, string>): Promise<T> {
    return this.#data<T>(route, path, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** As App Bridge does: a refused token is answered with a fresh one, once. */
  async #data<T>(route: string, path: string, init: RequestInit, again = true): Promise<T> {
    const { token } = await this.#ask<{ token: string }>("/__emulator/session-token");
    const url = new URL(path, this.#app);
    url.searchParams.set("_data", `routes/${route}`);
    const response = await fetch(url, {
      ...init,
      headers: { "user-agent": USER_AGENT, authorization: `Bearer ${token}`, accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    if (response.status === 401 && again) return this.#data(route, path, init, false);
    if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }

  async #ask<T>(path: string): Promise<T> {
    const response = await fetch(new URL(path, this.#origin), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
    return (await response.json()) as T;
  }
}
