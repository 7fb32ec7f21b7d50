/**
 * Runs a web pixel extension as Shopify's strict sandbox does: bundled from its source, in a world without page, window, timers or
 * storage of its own. It is given what the sandbox gives, as far as it is built; what it reaches for besides is a ReferenceError or an
 * error that names it.
 */
import { createContext, runInContext } from "node:vm";
import { build, type Rollup } from "vite";

const EVENTS = ["page_viewed", "product_viewed", "cart_viewed", "checkout_started", "checkout_completed"] as const;
export type PixelEvent = (typeof EVENTS)[number];
export type Sent = { address: string; method: string; type: string; body: string };
export type Pixel = {
  /** Lets everybody who subscribed see it, and waits until they are done. */
  publish(event: PixelEvent, payload: object): Promise<void>;
  subscribed: string[];
};

type Run = {
  /** The extension's source file. */
  entry: string;
  settings: object;
  /** What goes out; its answer is the pixel's. */
  fetch: (sent: Sent) => Promise<Response>;
};

/** One shopper's visit: what the pixel keeps lives as long as this. @throws whatever the pixel throws */
export async function runPixel({ entry, settings, fetch }: Run): Promise<Pixel> {
  const listeners = new Map<string, ((event: object) => unknown)[]>();
  const kept = new Map<string, string>();
  const storage = strict("browser.sessionStorage", {
    getItem: (key: string) => Promise.resolve(kept.get(key) ?? null),
    setItem: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
    removeItem: (key: string) => Promise.resolve(void kept.delete(key)),
  });
  const api = strict("the pixel's api", {
    settings: Object.freeze({ ...settings }),
    browser: strict("browser", { sessionStorage: storage }),
    analytics: strict("analytics", {
      subscribe(event: string, listener: (event: object) => unknown) {
        if (!(EVENTS as readonly string[]).includes(event)) throw new Error(`the event "${event}" isn't built in the emulator`);
        listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      },
    }),
  });
  let registered = false;
  const context = createContext({
    shopify: {
      extend(point: string, register: (given: typeof api) => void) {
        if (point !== "WebPixel::Render") throw new Error(`a web pixel can't extend ${point}`);
        registered = true;
        register(api);
      },
    },
    URLSearchParams,
    fetch: (
      address: string,
      { method = "GET", headers = {}, body = "" }: { method?: string; headers?: Record<string, string>; body?: string },
    ) => fetch({ address, method, type: headers["content-type"] ?? "", body }),
  });
  runInContext(await bundled(entry), context, { filename: entry });
  if (!registered) throw new Error(`${entry} registers no web pixel`);
  return {
    subscribed: [...listeners.keys()],
    async publish(event, payload) {
      for (const listener of listeners.get(event) ?? []) await listener(payload);
    },
  };
}

async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: true, target: "es2020", lib: { entry, formats: ["iife"], name: "pixel" } },
  });
  const [{ output }] = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[];
  return output[0].code;
}

function strict<T extends object>(what: string, object: T): T {
  return new Proxy(object, {
    get(target, name, receiver) {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name, receiver) as unknown;
      throw new Error(`${what}.${name} isn't built in the emulator`);
    },
  });
}
