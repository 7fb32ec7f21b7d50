/**
 * Installing, the scopes granted, and leaving. The first token exchange installs the app with the scopes its toml
 * declares, less those withheld; uninstalling kills every token at once, tells the app, and 48 hours later
 * (unless it came back) asks it to erase the shop.
 */
import type { Installation } from "../books.ts";
import { announce } from "../commerce/announce.ts";
import type { EmulatorContext } from "../context.ts";
import { scopesUpdatePayload, shopPayload, shopRedactPayload } from "../webhooks/payloads.ts";

const REDACT_AFTER_MS = 48 * 3_600_000;
const WITHHELD = "withheldScopes";
const REDACT_DUE = "shopRedactDueAt";

export function currentInstallation(context: EmulatorContext): Installation | null {
  const installation = context.books.installation.get(context.config.apiKey);
  return installation && installation.uninstalledAt === null ? installation : null;
}

/** Scopes the app may not have whatever it declares: read_all_orders before Shopify's approval, or one taken away. */
export function withheldScopes(context: EmulatorContext): string[] {
  return (context.books.note.get(WITHHELD)?.value ?? "").split(",").filter(Boolean);
}

export function withholdScopes(context: EmulatorContext, scopes: readonly string[]): void {
  context.books.note.put(WITHHELD, { value: [...new Set(scopes)].join(",") });
  const installation = currentInstallation(context);
  if (installation) context.books.installation.put(installation.clientId, { ...installation, scopes: granted(context) });
}

const granted = (context: EmulatorContext): string[] => {
  const withheld = new Set(withheldScopes(context));
  return context.config.scopes.filter((scope) => !withheld.has(scope));
};

/** Installs on the first call; later calls grant what the toml has come to declare since, as managed installation does. */
export function install(context: EmulatorContext): Installation {
  const known = currentInstallation(context);
  const installation: Installation = known
    ? { ...known, scopes: granted(context) }
    : {
        clientId: context.config.apiKey,
        scopes: granted(context),
        installedAt: context.clock.iso(),
        uninstalledAt: null,
        proxyPrefix: context.config.proxyPrefix,
      };
  if (!known) context.books.note.delete(REDACT_DUE);
  return context.books.installation.put(installation.clientId, installation);
}

/** @returns false when the app isn't installed */
export function uninstall(context: EmulatorContext): boolean {
  const installation = currentInstallation(context);
  if (!installation) return false;
  context.books.installation.put(installation.clientId, { ...installation, uninstalledAt: context.clock.iso() });
  for (const [key, token] of [...context.books.token.entries()]) context.books.token.put(key, { ...token, revoked: true });
  context.books.note.put(REDACT_DUE, { value: new Date(context.clock.now().getTime() + REDACT_AFTER_MS).toISOString() });
  announce(context, [["app/uninstalled", () => shopPayload(context.books.theShop)]]);
  return true;
}

/** Takes one granted scope away, as a merchant or Shopify may. @returns false when it wasn't granted */
export function revokeScope(context: EmulatorContext, scope: string): boolean {
  const installation = currentInstallation(context);
  if (!installation?.scopes.includes(scope)) return false;
  withholdScopes(context, [...withheldScopes(context), scope]);
  const now = context.books.installation.need(installation.clientId);
  announce(context, [
    ["app/scopes_update", () => scopesUpdatePayload(context.books.theShop, now, installation.scopes, context.clock.iso())],
  ]);
  return true;
}

/** Called whenever the emulator's clock has moved. */
export function emitDueRedaction(context: EmulatorContext): void {
  const due = context.books.note.get(REDACT_DUE)?.value;
  if (!due || due > context.clock.iso()) return;
  context.books.note.delete(REDACT_DUE);
  // a compliance topic: Shopify always sends it
  context.emit("shop/redact", shopRedactPayload(context.books.theShop));
}
