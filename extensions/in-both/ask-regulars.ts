/**
 * How our extensions ask the app: with the token Shopify gives them for whoever is signed in, and never for longer than somebody
 * would wait. What can go wrong is an outcome with a sentence where the app had one; nothing is thrown.
 */
import type { Refusal } from "../../app/account/answers.ts";

/** The same as in shopify.app.toml; a gate holds them together. On a development store the command line says where the tunnel is. */
const APP_URL = "https://regulars.example.com";

const ANSWERS_WITHIN_MS = 15_000;

declare const process: { env: { APP_URL?: string } };

/** What is asked of Shopify's `shopify`, on every surface. */
export type Host = {
  sessionToken: { get(): Promise<string> };
  localization: { language: { value: { isoCode: string } } };
};

export type Asked<Answer> =
  | { outcome: "answered"; answer: Answer }
  /** The app said no: nobody is signed in, too often, a fault of ours; `sentence` is for who reads. */
  | { outcome: "refused"; status: number; sentence: string }
  /** Nobody answered, or not in time: what was pressed may have been done, and pressing again does it no second time. */
  | { outcome: "no answer" };

/** What is posted; a field with several values is sent as often. */
export type Form = Record<string, string | string[]>;

/** @param form posted when there; else the app is only asked to show */
export async function askRegulars<Answer>(host: Host, path: string, form?: Form): Promise<Asked<Answer>> {
  try {
    const response = await fetch(new URL(path, appUrl()), {
      method: form ? "POST" : "GET",
      headers: { authorization: `Bearer ${await host.sessionToken.get()}`, "accept-language": host.localization.language.value.isoCode },
      body: form && new URLSearchParams(pairsOf(form)),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    const body = (await response.json()) as Answer | Refusal;
    if (response.ok) return { outcome: "answered", answer: body as Answer };
    return { outcome: "refused", status: response.status, sentence: (body as Refusal).sentence };
  } catch {
    // The line broke, it took too long, or what came was no answer of the app's: all the same for who waits.
    return { outcome: "no answer" };
  }
}

const pairsOf = (form: Form): string[][] => Object.entries(form).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));

/** What the command line writes in place of `process.env.APP_URL`, if it runs on a development store; else nobody here is called process. */
function appUrl(): string {
  try {
    return process.env.APP_URL ?? APP_URL;
  } catch {
    return APP_URL;
  }
}
