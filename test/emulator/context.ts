/** What every part of the emulator is given. Parts talk to each other through this and through the books, never through globals. */
import type { Books } from "./books.ts";
import type { EmulatorClock } from "./clock.ts";

export type EmulatorConfig = {
  /** http://127.0.0.1:PORT — admin, API and storefront. */
  origin: string;
  /** http://localhost:PORT2 — the app as browsers and Shopify reach it (the edge proxy, playing the CLI's tunnel). */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  /** The secret before the last rotation, for the "old" signature fault; absent: `<apiSecret>-old`. */
  previousApiSecret?: string;
  /** The app's name in the admin's URL: /store/<store>/apps/<handle>/… */
  appHandle: string;
  /** Scopes asked for by shopify.app.toml; what is granted may be less, see the installation record. */
  scopes: string[];
  /** Declared as optional: the merchant grants them when the app asks. */
  optionalScopes: string[];
  /** /apps/<prefix>/<subpath> on the storefront, e.g. "apps" and "regulars". */
  proxyPrefix: string;
  proxySubpath: string;
  /** Path of the app behind the proxy, e.g. "/proxy". */
  proxyAppPath: string;
  /** Webhook topics the app declares ("orders/create"…) and the path they go to. */
  webhookTopics: string[];
  webhookPath: string;
  /** Folder for bulk operation files. */
  fileFolder: string;
  /** Folder of the theme extension that the storefront renders. */
  extensionFolder: string;
  mailOrigin: string;
  /** What reports of bounces and complaints are signed with; left out: none are sent. */
  mailEventsSecret?: string;
  /** What the merchant chose for the storefront; read at every request, so a test may change it. */
  storefront: StorefrontChoices;
};

export type StorefrontChoices = {
  /** "night" is dark, wide and sharp-cornered, with Dawn's 62.5 % root size. */
  theme: "plain" | "night";
  /** Legacy customer accounts have no sign-in address that leads back by itself. */
  accounts: "new" | "legacy";
  /** The first of the store's primary brand colours; null: the merchant set none. */
  brandColour: { background: string; foreground: string } | null;
  /** The published language visitors see; texts an extension lacks in it are its default ones. The theme's own stay English. */
  language: string;
  /** What the merchant set in the theme editor, for every block that has such a setting; the rest are at their defaults. */
  blockSettings: Record<string, unknown>;
  /** Templates ("index") at whose end the merchant placed the app's blocks too, besides the rewards page. */
  blocksOn?: readonly string[];
  /** Whether the pages carry the style and scripts of other apps, as heavy as usual. */
  otherApps?: boolean;
};

/** Faults on request (FAULTS.md). All off by default. Each knob is set by tests or POST /__emulator/faults. */
export type Faults = {
  webhooks: {
    duplicate: number;
    shuffle: boolean;
    delayMs: number;
    dropShare: number;
    secret: "current" | "old" | "wrong";
    paused: boolean;
  };
  api: { throttleNext: number; status429Next: number; status5xxNext: number; hangNext: number; commitThenDropNext: string[] };
  tokens: { mode: "ok" | "refuse" | "no expires_in" | "slow" };
  bulk: { cut: boolean; shuffle: boolean; nullPersonalData: boolean; fail: boolean };
  mail: { rejectNext: number; acceptThenDropNext: number };
  /**
   * What Shopify does with a guest and a discount for named customers is not certain (PLATFORM.md §9).
   * Absent means "matching e-mail": whoever types a named customer's address may use it.
   */
  checkout?: { guestAndNamedDiscount: "matching e-mail" | "refuse" | "anyone" };
  /** Whether the merchant has switched store credit off. Absent: it is on. */
  storeCredit?: { off: boolean };
  /** How long Shopify works on a new draft order before it can be completed. Absent: no time at all. */
  drafts?: { readyAfterMs: number };
  /** Seed of every random choice above. */
  seed: number;
};

export type EmulatorContext = {
  books: Books;
  clock: EmulatorClock;
  config: EmulatorConfig;
  faults: Faults;
  /** Every call that came in, newest last, bounded; tests and /__emulator/log read it. */
  log: { at: string; what: string }[];
  /** Puts a webhook in the queue for every declared topic of that name; delivery follows the clock and the faults. */
  emit(topic: string, payload: unknown, options?: { eventId?: string }): void;
};

/** One part of the HTTP surface: null means "not mine". */
export type Handler = (context: EmulatorContext, request: Request, url: URL) => Promise<Response | null> | Response | null;
