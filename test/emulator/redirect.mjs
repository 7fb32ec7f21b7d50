/**
 * Preload for app processes in tests and in the demo (`node --import ./test/emulator/redirect.mjs …`): the one seam between
 * an unmodified app and this stand-in Shopify. It sends every fetch for a `*.myshopify.com` host to SHOPIFY_EMULATOR_URL,
 * and, when EMULATOR_CLOCK_FILE is set at load, shifts `Date` by the milliseconds that file holds.
 * It must be loaded before Shopify's libraries, which keep the fetch they first see.
 */
import { readFileSync, statSync } from "node:fs";

const LOADED = Symbol.for("regulars.emulator.redirect");
const SHOP_HOST = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i;
/** How often, in real time, the clock file is looked at. */
const CLOCK_CHECK_MS = 50;

if (!globalThis[LOADED]) {
  globalThis[LOADED] = true;
  redirectFetch();
  if (process.env.EMULATOR_CLOCK_FILE) shiftDate(process.env.EMULATOR_CLOCK_FILE);
}

function redirectFetch() {
  const wrapped = new WeakSet();
  const wrap = (next) => {
    if (typeof next !== "function" || wrapped.has(next)) return next;
    const emulatorFetch = async (input, init) => {
      const asked = isRequest(input) ? input : null;
      const url = new URL(asked ? asked.url : String(input));
      if (!SHOP_HOST.test(url.hostname)) return next(input, init);
      const emulator = process.env.SHOPIFY_EMULATOR_URL;
      if (!emulator)
        throw new Error(
          `a call to ${url.hostname} was stopped: set SHOPIFY_EMULATOR_URL to the emulator's address, or start without test/emulator/redirect.mjs`,
        );
      const headers = new Headers(init?.headers ?? asked?.headers);
      headers.set("x-forwarded-host", url.hostname);
      headers.set("x-forwarded-proto", "https");
      return next(new URL(url.pathname + url.search, emulator).href, {
        ...(asked ? await whatItCarries(asked, init) : {}),
        ...init,
        headers,
      });
    };
    wrapped.add(emulatorFetch);
    return emulatorFetch;
  };
  // An accessor, because Remix's installGlobals() assigns its own fetch later: whatever is assigned gets wrapped too.
  let current = wrap(globalThis.fetch);
  Object.defineProperty(globalThis, "fetch", {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (next) => {
      current = wrap(next);
    },
  });
}

/** Any implementation's Request, not only the global one's: Remix may install another. */
function isRequest(input) {
  return (
    typeof input === "object" &&
    input !== null &&
    !(input instanceof URL) &&
    typeof input.url === "string" &&
    typeof input.method === "string"
  );
}

/** Method, body and the rest of a Request as an init, so that it can go to another address. Reads the body, as fetch itself would. */
async function whatItCarries(request, init) {
  const method = init?.method ?? request.method;
  const ownBody = init?.body === undefined && request.body && method !== "GET" && method !== "HEAD";
  return { method, redirect: request.redirect, signal: request.signal, ...(ownBody ? { body: await request.arrayBuffer() } : {}) };
}

function shiftDate(file) {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  let shiftMs = 0;
  let seenMtime = null;
  let checkedAt = -Infinity;

  const currentShiftMs = () => {
    const at = performance.now();
    if (at - checkedAt < CLOCK_CHECK_MS) return shiftMs;
    checkedAt = at;
    // Before the first move there is no file, and so no shift.
    const mtime = statSync(file, { throwIfNoEntry: false, bigint: true })?.mtimeNs ?? null;
    if (mtime === null || mtime === seenMtime) return shiftMs;
    const text = readFileSync(file, "utf8").trim();
    if (text === "") return shiftMs; // caught between truncation and writing: look again next time
    const read = Number(text);
    if (!Number.isFinite(read))
      throw new Error(`${file} (EMULATOR_CLOCK_FILE) must hold a number of milliseconds, not "${text.slice(0, 40)}"`);
    seenMtime = mtime;
    shiftMs = read;
    return shiftMs;
  };
  const now = () => realNow() + currentShiftMs();

  // A proxy keeps prototype, statics and instanceof: a Date made by Node itself is still a Date to everyone.
  RealDate.now = now;
  const ShiftedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === ShiftedDate ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
}
