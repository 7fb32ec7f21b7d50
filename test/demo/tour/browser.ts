/**
 * A browser without a window: one person's cookies, links followed as a browser follows them, forms found and posted as
 * they stand on the page. What a page hides from it, it cannot use.
 */
export type Page = { url: string; status: number; html: string; headers: Headers };
export type Form = { action: string; method: "GET" | "POST"; fields: Record<string, string>; html: string };

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const MOST_REDIRECTS = 10;
const ANSWER_WITHIN_MS = 30_000;

export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string): Promise<Page> {
    return this.#go(new URL(path, this.#origin), { method: "GET" });
  }

  post(path: string, fields: Record<string, string>): Promise<Page> {
    return this.#go(new URL(path, this.#origin), { method: "POST", body: new URLSearchParams(fields) });
  }

  /** Posts (or gets) a form of a page with some of its fields filled in. */
  submit(page: Page, form: Form, filled: Record<string, string> = {}): Promise<Page> {
    const fields = { ...form.fields, ...filled };
    const action = new URL(form.action || page.url, page.url);
    if (form.method === "POST") return this.#go(action, { method: "POST", body: new URLSearchParams(fields) });
    for (const [name, value] of Object.entries(fields)) action.searchParams.set(name, value);
    return this.#go(action, { method: "GET" });
  }

  async #go(first: URL, init: RequestInit): Promise<Page> {
    let url = first;
    let request = init;
    for (let hop = 0; hop < MOST_REDIRECTS; hop++) {
      const response = await fetch(url, {
        ...request,
        redirect: "manual",
        headers: { "user-agent": USER_AGENT, accept: "text/html,*/*", cookie: this.#cookieHeader() },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
      const location = response.headers.get("location");
      if (!location || response.status < 300 || response.status > 399)
        return { url: url.href, status: response.status, html: await response.text(), headers: response.headers };
      await response.body?.cancel();
      url = new URL(location, url);
      if (response.status !== 307 && response.status !== 308) request = { method: "GET" };
    }
    throw new Error(`${first.href} redirects for ever`);
  }

  #keep(cookie: string): void {
    const [pair] = cookie.split(";");
    const at = pair.indexOf("=");
    this.#cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

/** The forms of a page, hidden fields and what is filled in already included. */
export function formsOf(page: Page): Form[] {
  return [...page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([html, attributes, inside]) => ({
    action: attribute(attributes, "action") ?? "",
    method: attribute(attributes, "method")?.toUpperCase() === "POST" ? "POST" : "GET",
    fields: fieldsIn(inside),
    html,
  }));
}

function fieldsIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, input] of html.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(input, "name");
    const kind = attribute(input, "type") ?? "text";
    // A box is sent when it is ticked, a button when it is pressed.
    if (!name || ["submit", "button", "checkbox", "radio"].includes(kind)) continue;
    fields[name] = attribute(input, "value") ?? "";
  }
  return fields;
}

/** An attribute's value out of a tag's text, entities undone. */
export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i").exec(tag);
  return match ? unescapeHtml(match[1] ?? match[2]) : null;
}

/** Every value of a data attribute on a page, in order. */
export const marks = (page: Page, name: string): string[] =>
  [...page.html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value]) => unescapeHtml(value));

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export const unescapeHtml = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith("#x") || name.startsWith("#X")) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return NAMED[name] ?? whole;
  });
