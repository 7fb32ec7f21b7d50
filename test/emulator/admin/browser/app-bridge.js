/**
 * The stand-in for Shopify's App Bridge, first part: talking to the admin page around the frame, session tokens, fetch and
 * addresses. It runs before React hydrates the page, so it never touches the document's content here, and it never uses
 * sessionStorage, which throws in a third-party frame. Served together with app-bridge-elements.js as one script.
 */
(() => {
  "use strict";
  if (window.shopify) return;
  const script = document.currentScript;
  const ADMIN = new URL(script.src).origin;
  const query = new URLSearchParams(location.search);
  const embedded = window.parent !== window;

  // ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────────────
  const waiting = new Map();
  const listeners = new Map();
  let lastCall = 0;

  /** Tells the admin something it need not answer. */
  const tell = (name, payload) => {
    if (embedded) window.parent.postMessage({ bridge: "emulator", kind: "tell", name, payload }, ADMIN);
  };
  /** Asks the admin; rejects with its error. */
  const call = (name, payload) =>
    new Promise((resolve, reject) => {
      if (!embedded) return reject(new Error(`App Bridge: ${name} works only inside the admin`));
      const id = ++lastCall;
      waiting.set(id, { resolve, reject });
      window.parent.postMessage({ bridge: "emulator", kind: "call", id, name, payload }, ADMIN);
    });
  const on = (name, listener) => listeners.set(name, listener);

  window.addEventListener("message", ({ origin, source, data }) => {
    if (origin !== ADMIN || source !== window.parent || data?.bridge !== "emulator") return;
    if (data.kind === "event") return listeners.get(data.name)?.(data.detail);
    if (data.kind !== "reply") return;
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) asked?.resolve(data.result);
    else asked?.reject(new Error(data.error));
  });

  // ── Session tokens and fetch ────────────────────────────────────────────────────────────────────────────────────────
  const idToken = () => call("idToken");
  const browserFetch = window.fetch.bind(window);

  window.fetch = async (input, init) => {
    const request = input instanceof Request ? input : null;
    if (new URL(request ? request.url : String(input), location.href).origin !== location.origin) return browserFetch(input, init);
    const send = async () => {
      const headers = new Headers(init?.headers ?? request?.headers);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${await idToken()}`);
      headers.set("x-requested-with", "XMLHttpRequest");
      return browserFetch(request ? request.clone() : input, { ...init, headers });
    };
    let response = await send();
    if (response.status === 401 && response.headers.has("x-shopify-retry-invalid-session-request")) response = await send();
    const reauthorize = response.headers.get("x-shopify-api-request-failure-reauthorize-url");
    if (reauthorize) await call("redirect", { url: new URL(reauthorize, location.href).href });
    return response;
  };

  // ── Addresses ───────────────────────────────────────────────────────────────────────────────────────────────────────
  const tellPath = () => tell("path", location.pathname + location.search);
  for (const name of ["pushState", "replaceState"]) {
    const change = history[name];
    history[name] = function (...given) {
      const result = change.apply(this, given);
      tellPath();
      return result;
    };
  }
  window.addEventListener("popstate", tellPath);

  const leadsIntoAdmin = (url) => /^shopify:/.test(url) || url.startsWith("https://admin.shopify.com/");
  const browserOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const text = String(url ?? "");
    if (!leadsIntoAdmin(text) && target !== "_top" && target !== "_parent") return browserOpen(url, target, features);
    call("redirect", { url: leadsIntoAdmin(text) ? text : new URL(text, location.href).href }).catch(reportError);
    return null;
  };
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || !leadsIntoAdmin(link.getAttribute("href"))) return;
      event.preventDefault();
      call("redirect", { url: link.getAttribute("href") }).catch(reportError);
    },
    true,
  );

  // The bounce page: come back to where the app was asked for, with a fresh token.
  const reload = query.get("shopify-reload");
  if (reload && embedded) {
    const target = new URL(reload, location.href);
    if (target.origin === location.origin) {
      idToken().then((token) => {
        target.searchParams.set("id_token", token);
        location.replace(target);
      }, reportError);
    }
  }

  // ── The global ──────────────────────────────────────────────────────────────────────────────────────────────────────
  const actions = new Map();
  let lastToast = 0;
  on("action", ({ id }) => actions.get(id)?.());
  const toast = {
    show(message, options = {}) {
      const id = `toast-${++lastToast}`;
      if (options.onAction) actions.set(`${id}:action`, options.onAction);
      if (options.onDismiss) actions.set(`${id}:dismiss`, options.onDismiss);
      tell("toast", {
        id,
        message: String(message),
        isError: Boolean(options.isError),
        action: options.action ?? null,
        duration: options.duration ?? 5000,
      });
      return id;
    },
    hide: (id) => tell("toastHide", { id }),
  };
  const byId = (id) => document.getElementById(id);
  const switches = { show: async (id) => byId(id)?.show(), hide: async (id) => byId(id)?.hide(), toggle: async (id) => byId(id)?.toggle() };
  const notBuilt = (name) => () => {
    throw new Error(`App Bridge's shopify.${name} isn't built in the emulator`);
  };

  window.shopify = {
    config: {
      apiKey: script.dataset.apiKey || document.querySelector('meta[name="shopify-api-key"]')?.content || "",
      shop: query.get("shop") ?? "",
      host: query.get("host") ?? "",
      locale: query.get("locale") ?? "en",
    },
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded, mobile: false, pos: false },
    idToken,
    user: () => call("user"),
    toast,
    saveBar: { ...switches, leaveConfirmation: async () => window.__appBridge.leaveConfirmation() },
    modal: switches,
    loading: (isLoading) => tell("loading", isLoading !== false),
    resourcePicker: (options) => call("resourcePicker", options),
    scopes: {
      query: () => call("scopesQuery"),
      request: (scopes) => call("scopesRequest", scopes),
      revoke: (scopes) => call("scopesRevoke", scopes),
    },
    webVitals: { onReport: async () => undefined },
    picker: notBuilt("picker"),
    print: notBuilt("print"),
    share: notBuilt("share"),
    scanner: { capture: notBuilt("scanner.capture") },
    reviews: { request: notBuilt("reviews.request") },
    intents: { invoke: notBuilt("intents.invoke") },
    support: { registerHandler: notBuilt("support.registerHandler") },
    app: { extensions: notBuilt("app.extensions") },
  };
  // What the second part needs of this one; not for apps.
  Object.defineProperty(window, "__appBridge", {
    value: { tell, call, on, actions, leaveConfirmation: async () => undefined },
    enumerable: false,
  });
  tell("ready", location.pathname + location.search);
})();
