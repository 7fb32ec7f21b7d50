/**
 * What an extension finds around it in a test: an app that answers as it is told and remembers what it was asked, Shopify's token,
 * new with every call, and the texts of the locale in place of the tester's bare keys.
 */
import { expect, vi } from "vitest";

export type AskedOfApp = {
  address: string;
  method: string;
  authorization: string | null;
  language: string | null;
  /** A name sent more than once has all its values, between commas. */
  form: Record<string, string> | null;
};
export type App = {
  asked: AskedOfApp[];
  /** How often it has answered, or broken. */
  answered: number;
  answers(status: number, body: object): void;
  answersText(status: number, text: string): void;
  /** The line breaks. */
  breaks(): void;
  /** No answer comes. */
  hangs(): void;
  /** What is asked next waits until the test answers it. */
  answersLater(): (status: number, body: object) => void;
};

type Extension = { fetch: typeof fetch; shopify: object };

/** @param words every key must be there: one that isn't throws */
export function anApp(extension: Extension, words: Record<string, string>): App {
  let next: () => Promise<Response> = () => Promise.reject(new Error("the test told no answer"));
  const asked: AskedOfApp[] = [];
  extension.fetch = async (address, init = {}) => {
    const headers = new Headers(init.headers);
    const form = init.body ? formOf(init.body as URLSearchParams) : null;
    asked.push({
      address: String(address),
      method: init.method ?? "GET",
      authorization: headers.get("authorization"),
      language: headers.get("accept-language"),
      form,
    });
    return next().finally(() => app.answered++);
  };
  let tokens = 0;
  const shopify = extension.shopify as {
    i18n: { translate: unknown };
    sessionToken: { get(): Promise<string> };
    localization: { language: { value: { isoCode: string } } };
  };
  shopify.i18n.translate = (key: string) => {
    if (!(key in words)) throw new Error(`the locale has no "${key}"`);
    return words[key];
  };
  shopify.sessionToken.get = async () => `token-${++tokens}`;
  shopify.localization.language.value = { isoCode: "en" };
  const app: App = {
    asked,
    answered: 0,
    answers: (status, body) => (next = async () => Response.json(body, { status })),
    answersText: (status, text) => (next = async () => new Response(text, { status })),
    breaks: () => (next = () => Promise.reject(new TypeError("Failed to fetch"))),
    hangs: () => (next = () => new Promise<Response>(() => {})),
    answersLater: () => {
      let answer!: (response: Response) => void;
      const waits = new Promise<Response>((resolve) => (answer = resolve));
      next = () => waits;
      return (status, body) => answer(Response.json(body, { status }));
    },
  };
  return app;
}

const formOf = (body: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...new Set(body.keys())].map((name) => [name, body.getAll(name).join(",")]));

/** Waits until an element of this kind says this, in its text or as its heading. */
export const shown = (selector: string, text: string): Promise<void> => vi.waitFor(() => expect(saying(selector)).toContain(text));

/** What every element of this kind says. */
export const textOf = (selector: string): string[] => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

const saying = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((element) => attribute(element, "heading") || element.textContent);

/** As a person would: nothing happens on what is disabled. */
export function click(selector: string, text: string): void {
  const element = [...document.querySelectorAll(selector)].find((one) => one.textContent === text);
  if (!element) throw new Error(`no ${selector} says "${text}", only ${JSON.stringify(textOf(selector))}`);
  if (attribute(element, "disabled") !== "true") element.dispatchEvent(new Event("click", { bubbles: true }));
}

/** As a property or as an attribute: Preact sets either. */
export function attribute(element: Element, name: string): string {
  const value: unknown = (element as unknown as Record<string, unknown>)[name] ?? element.getAttribute(name);
  return value === null || value === undefined ? "" : String(value);
}
