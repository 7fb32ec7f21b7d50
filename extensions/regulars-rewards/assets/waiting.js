/*
 * Tells a friend who came by an ambassador's link what waits for them, and writes the click into the cart, so that the order counts
 * even if they drop the code. What is kept in the browser, and what counts, is asked of the store's privacy settings first; who never
 * pressed an ambassador's button costs one look at the address.
 */
(() => {
  const place = document.querySelector("[data-regulars-waiting]");
  if (!place || window.regularsWaiting) return;
  window.regularsWaiting = true;

  const KEPT = "regulars-click";
  const ATTRIBUTE = "_regulars_click";
  const ASK_AGAIN_MS = 600_000;
  const shopify = window.Shopify || {};
  const root = (shopify.routes && shopify.routes.root) || "/";
  const text = place.querySelector("[data-regulars-text]");

  const state = history.state && typeof history.state === "object" ? history.state : {};
  const given = new URLSearchParams(location.search).get("rc") || state[KEPT] || "";
  const [arrived] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(given) || [];
  /** A browser that lets nothing be kept is as if nothing were. */
  const store = (work) => {
    try {
      return work(localStorage);
    } catch {
      return null;
    }
  };
  const forget = () => store((kept) => kept.removeItem(KEPT));
  function read() {
    const click = store((kept) => JSON.parse(kept.getItem(KEPT)));
    return click && Date.parse(click.until) > Date.now() ? click : null;
  }

  /**
   * Takes the click out of the address, which a friend may copy and post: else everybody who opens it has this click and its code. It
   * stays with this place in the browser's history, for when the page is loaded again.
   */
  function tidyAddress() {
    const others = location.search
      .slice(1)
      .split("&")
      .filter((one) => !/^rc=/.test(one));
    const search = others.length ? `?${others.join("&")}` : "";
    history.replaceState({ ...history.state, [KEPT]: arrived }, "", location.pathname + search + location.hash);
  }

  function show(said) {
    text.textContent = said;
    place.hidden = false;
  }

  async function ask(address, options) {
    const answer = await fetch(address, { ...options, headers: { accept: "application/json", "content-type": "application/json" } });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer.json();
  }

  /** Codes are replaced as a whole by Shopify, attributes one by one: what is there is read first, and stays. */
  async function writeCart(click, mayCount) {
    const cart = await ask(`${root}cart.js`);
    const change = {};
    const written = cart.attributes[ATTRIBUTE] || "";
    const wanted = mayCount ? click.id : "";
    if (written !== wanted) change.attributes = { [ATTRIBUTE]: wanted };
    const codes = (cart.discount_codes || []).map(({ code }) => code);
    // Only where they come in: a code they took off later stays off.
    if (arrived && click.code && !codes.some((code) => code.toUpperCase() === click.code.toUpperCase()))
      change.discount = [...codes, click.code].join(",");
    if (Object.keys(change).length) await ask(`${root}cart/update.js`, { method: "POST", body: JSON.stringify(change) });
  }

  async function run(mayKeep, mayCount) {
    const kept = read();
    if (!mayKeep) forget();
    const click = arrived && (!kept || kept.id !== arrived) ? { id: arrived } : mayKeep || arrived ? kept : null;
    if (!click) return;
    const save = () => mayKeep && store((where) => where.setItem(KEPT, JSON.stringify(click)));
    place.querySelector("button").onclick = () => {
      place.hidden = click.closed = true;
      save();
    };
    if (arrived || !click.offer || Date.now() - click.asked > ASK_AGAIN_MS) {
      const offer = await ask(`${place.dataset.regularsWaiting}/click/${click.id}?lang=${place.dataset.regularsLang}`);
      if (!offer) {
        place.hidden = true;
        return forget();
      }
      Object.assign(click, offer, { asked: Date.now() });
      save();
      await writeCart(click, mayCount);
    }
    if (!click.closed) show(text.dataset.regularsText.replace("[offer]", () => click.offer).replace("[name]", () => click.name));
  }

  function start() {
    // The store's own pages do without it when something is away; the next page asks again.
    const quietly = (...allowed) => run(...allowed).catch(() => undefined);
    if (!shopify.loadFeatures) return quietly(false, false);
    shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
      const privacy = error ? null : shopify.customerPrivacy;
      quietly(!!privacy && privacy.preferencesProcessingAllowed(), !!privacy && privacy.marketingAllowed());
    });
  }

  if (place.dataset.regularsExample) return show(place.dataset.regularsExample);
  if (!arrived && !read()) return;
  // Once the page is loaded: what the store's web pixels look at stands still until then.
  if (/[?&]rc=/.test(location.search))
    if (document.readyState === "complete") tidyAddress();
    else addEventListener("load", tidyAddress);
  start();
  document.addEventListener("visitorConsentCollected", start);
})();
