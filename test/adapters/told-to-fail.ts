/**
 * A process of the app in which things fail that hold what nobody may read in a log: a job whose shop quotes its token and a
 * customer, a webhook whose row the database refuses and quotes, a page of the store. Forked by logger.test.ts, which reads what
 * it writes.
 */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { signProxyQuery } from "../emulator/app-proxy/sign-proxy-query.ts";

const ADDRESS = "maxine.personal@people.example";
const TOKEN = "shpat_5ec2e7000000000000000000000000ff";
const LINK = "Zm9sbG93LW1lLWhvbWU";
const SECRETS = {
  SHOPIFY_API_SECRET: "api-secret-of-this-test",
  ENCRYPTION_KEY: "fedcba9876543210".repeat(4),
  MAIL_EVENTS_SECRET: "events-secret-of-this-test-0123456789",
};

export const TOLD_TO_FAIL = {
  environment: { ...SECRETS, TOLD_TO_FAIL: "yes", SMTP_URL: "smtp://mailer:smtp-password-of-this-test@127.0.0.1:1" },
  secrets: [ADDRESS, TOKEN, LINK, "smtp-password-of-this-test", ...Object.values(SECRETS)],
  messages: [
    "a job failed and will be tried again",
    "a webhook could not be kept; Shopify will send it again",
    "a page of the store could not be shown",
  ],
};

if (process.env.TOLD_TO_FAIL) await fail();

async function fail(): Promise<void> {
  const { default: ts } = await import("typescript");
  const compilerOptions = { jsx: ts.JsxEmit.ReactJSX, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
  // Plain Node reads no JSX, and pages and letters are written in it.
  registerHooks({
    load: (url, context, next) =>
      url.endsWith(".tsx")
        ? {
            format: "module",
            source: ts.transpileModule(readFileSync(fileURLToPath(url), "utf8"), { compilerOptions }).outputText,
            shortCircuit: true,
          }
        : next(url, context),
  });
  await import("../emulator/redirect.mjs");
  const { rewire, clock } = await import("~/world.server");
  const { runDueJobs } = await import("~/jobs/run-due-jobs.server");
  const { receiveWebhook } = await import("~/ingest/receive-webhook.server");
  const { onStorefront } = await import("~/storefront/on-storefront.server");
  const { readLandingPage } = await import("~/domain/page/read-landing-page.server");
  const refuses = async () => {
    const cause = new Error(`${SECRETS.SHOPIFY_API_SECRET} of ${process.env.SMTP_URL}`);
    throw new Error(`the shop refused ${TOKEN} for "${ADDRESS}" at /join?token=${LINK}`, { cause });
  };
  rewire({ shop: () => new Proxy({} as never, { get: () => refuses }) });
  const shop = "regulars-demo.myshopify.com";
  await runDueJobs();

  const body = JSON.stringify({ id: 1, email: ADDRESS, note: `${TOKEN} ${LINK}` });
  const hmac = createHmac("sha256", SECRETS.SHOPIFY_API_SECRET).update(body).digest("base64");
  const told = {
    ...{ "x-shopify-hmac-sha256": hmac, "x-shopify-shop-domain": shop, "x-shopify-topic": "orders/paid" },
    ...{ "x-shopify-webhook-id": "w1", "x-shopify-api-version": "2026-10" },
  };
  await receiveWebhook(new Request("http://app.example/webhooks", { method: "POST", body, headers: told }));

  const query = new URLSearchParams({ shop, token: LINK, logged_in_customer_id: "", path_prefix: "/apps/regulars" });
  query.append("timestamp", String(Math.floor(clock.now().getTime() / 1_000)));
  query.append("signature", signProxyQuery(query, SECRETS.SHOPIFY_API_SECRET));
  const page = onStorefront("landing", async ({ world }) => {
    await readLandingPage(world, { slug: ADDRESS });
    return refuses();
  });
  await page({ request: new Request(`http://app.example/proxy/maxine?${query}`) });
  const { closeQueue } = await import("~/adapters/boss-queue.server");
  const { closeConnections } = await import("~/db.server");
  await closeQueue();
  await closeConnections();
  process.disconnect();
}
