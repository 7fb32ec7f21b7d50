/**
 * Tells the app that a visit by an ambassador's link reached the checkout, and whether it went through: the click's id and nothing
 * about the shopper. It runs in Shopify's strict sandbox, without a page. What an order is worth, and whose it is, rests on the
 * store's own orders alone.
 */
import { register } from "@shopify/web-pixels-extension";

const ATTRIBUTE = "_regulars_click";
const KEPT = "regulars-click";
const CLICK_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

register(({ analytics, browser, settings }) => {
  const { accountID, address } = settings as { accountID: string; address: string };

  // For themes without the app embed, whose carts do not carry the click: the address it arrived with.
  analytics.subscribe("page_viewed", async ({ context }) => {
    const click = new URLSearchParams(context.document.location.search).get("rc") ?? "";
    if (CLICK_ID.test(click)) await browser.sessionStorage.setItem(KEPT, click);
  });

  async function tell(stage: "started" | "completed", attributes: { key: string; value: string }[] | undefined): Promise<void> {
    const written = attributes?.find(({ key }) => key === ATTRIBUTE)?.value;
    const click = written ?? (await browser.sessionStorage.getItem(KEPT)) ?? "";
    if (!CLICK_ID.test(click)) return;
    // As plain text, so that no browser asks first; to be told is a help, not to be told does no harm.
    const body = JSON.stringify({ account: accountID, click, stage });
    await fetch(address, { method: "POST", headers: { "content-type": "text/plain" }, keepalive: true, body }).catch(() => undefined);
  }
  analytics.subscribe("checkout_started", ({ data }) => tell("started", data.checkout.attributes));
  analytics.subscribe("checkout_completed", ({ data }) => tell("completed", data.checkout.attributes));
});
