/** What Shopify knows about the app: read from shopify.app.toml, as a deploy would send it; the rest are the demo's own values. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import type { EmulatorConfig } from "./context.ts";

const ROOT = new URL("../../", import.meta.url);

type AppToml = {
  client_id: string;
  application_url: string;
  handle: string;
  access_scopes: { scopes: string; optional_scopes?: string[] };
  webhooks: { subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[] };
  app_proxy: { url: string; prefix: string; subpath: string };
};

/** The origins are filled in when the emulator listens. @throws Error when the toml lacks what Shopify needs */
export function configFromToml(path = fileURLToPath(new URL("shopify.app.toml", ROOT))): EmulatorConfig {
  const toml = parse(readFileSync(path, "utf8")) as unknown as AppToml;
  const subscriptions = toml.webhooks?.subscriptions;
  if (!toml.access_scopes?.scopes || !subscriptions?.length || !toml.app_proxy)
    throw new Error(`${path} must declare access_scopes, webhooks.subscriptions and app_proxy`);
  const paths = new Set(subscriptions.map((subscription) => subscription.uri));
  if (paths.size !== 1) throw new Error(`${path} sends webhooks to ${[...paths].join(" and ")}: the emulator builds one address`);
  return {
    origin: "",
    appUrl: "",
    apiKey: toml.client_id,
    apiSecret: "emulator-app-secret",
    appHandle: toml.handle,
    scopes: toml.access_scopes.scopes
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: toml.access_scopes.optional_scopes ?? [],
    proxyPrefix: toml.app_proxy.prefix,
    proxySubpath: toml.app_proxy.subpath,
    proxyAppPath: new URL(toml.app_proxy.url).pathname,
    webhookTopics: subscriptions.flatMap((subscription) => [...(subscription.topics ?? []), ...(subscription.compliance_topics ?? [])]),
    // As the command line does it: a relative address goes behind the whole application_url.
    webhookPath: `${new URL(toml.application_url).pathname.replace(/\/$/, "")}${subscriptions[0]!.uri}`,
    fileFolder: fileURLToPath(new URL("data/emulator-files/", ROOT)),
    extensionFolder: fileURLToPath(new URL("extensions/", ROOT)),
    mailOrigin: "",
    storefront: { theme: "plain", accounts: "new", brandColour: null, language: "en", blockSettings: {} },
  };
}
