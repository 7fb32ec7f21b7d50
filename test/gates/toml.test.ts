/** shopify.app.toml against what Shopify knows and what the code does: topics, scopes, version, addresses. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { ADMIN_API_VERSION } from "~/adapters/shopify-admin/api-version";
import { declaredProxyPath } from "~/env.server";
import { webhookTopics } from "~/ingest/webhook-topics.server";
import { apiVersion } from "~/shopify.server";

const root = path.join(import.meta.dirname, "../..");
const toml = parse(readFileSync(path.join(root, "shopify.app.toml"), "utf8")) as unknown as {
  application_url: string;
  access_scopes: { scopes: string; optional_scopes: string[] };
  auth: { redirect_urls: string[] };
  webhooks: { api_version: string; subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[] };
  app_proxy: { url: string; prefix: string; subpath: string };
};
const facts = JSON.parse(readFileSync(path.join(root, "test/emulator/shopify-schema/admin-2026-10.facts.json"), "utf8")) as {
  webhookTopics: { name: string; about: string }[];
  scopesAnyOf: Record<string, string[]>;
};
const topics = toml.webhooks.subscriptions.flatMap((one) => one.topics ?? []);
const complianceTopics = toml.webhooks.subscriptions.flatMap((one) => one.compliance_topics ?? []);

test("every topic exists, written as Shopify writes it", () => {
  // Shopify's own words name the slug: "The webhook topic for `orders/create` events."
  const known = new Set(facts.webhookTopics.flatMap(({ about }) => /`([\w./]+)`/.exec(about)?.[1] ?? []));
  expect(known.size).toBeGreaterThan(200);
  expect(topics.filter((topic) => !known.has(topic))).toEqual([]);
});

test("the three compliance topics are declared, and only here", () => {
  expect([...complianceTopics].sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
});

test("what is declared and what is worked on are the same topics, each once", () => {
  expect([...topics, ...complianceTopics].sort()).toEqual(Object.keys(webhookTopics).sort());
});

test("every scope exists and is asked for once, always or as an option", () => {
  // Asked for by no field: the app proxy's, the one that opens the whole order history, and the one a web pixel must have.
  const known = new Set([...Object.values(facts.scopesAnyOf).flat(), "write_app_proxy", "read_all_orders", "read_customer_events"]);
  const scopes = [...toml.access_scopes.scopes.split(",").map((scope) => scope.trim()), ...toml.access_scopes.optional_scopes];
  expect(scopes.filter((scope) => !known.has(scope))).toEqual([]);
  expect(new Set(scopes).size).toBe(scopes.length);
});

test("one API version: the toml's, our own calls', the library's", () => {
  expect([ADMIN_API_VERSION, apiVersion as string]).toEqual([toml.webhooks.api_version, toml.webhooks.api_version]);
});

test("webhooks go to one address, and a route answers there", () => {
  const addresses = new Set(toml.webhooks.subscriptions.map(({ uri }) => uri));
  expect([...addresses]).toEqual(["/webhooks"]);
  // The command line puts a relative address behind the whole application_url, path included.
  expect(new URL(toml.application_url).pathname, "application_url has no path of its own").toBe("/");
  expect(existsSync(path.join(root, "app/routes/webhooks.tsx"))).toBe(true);
});

test("the proxy's place on the storefront is read from here", () => {
  expect(declaredProxyPath).toBe(`/${toml.app_proxy.prefix}/${toml.app_proxy.subpath}`);
});

test("the app, its sign-in and its proxy live at one origin", () => {
  const origin = new URL(toml.application_url).origin;
  for (const address of [...toml.auth.redirect_urls, toml.app_proxy.url]) expect(new URL(address).origin).toBe(origin);
});
