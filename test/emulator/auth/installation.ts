/**
 * Installing, the scopes granted, and leaving. The first token exchange installs the app with the scopes its toml
 * declares, less those withheld; optional ones come when the merchant grants them. Uninstalling kills every token and
 * every optional grant at once, tells the app, and 48 hours later (unless it came back) asks it to erase the shop.
 */
import type { Installation } from "../books.ts";
import { announce } from "../commerce/announce.ts";
import type { EmulatorContext } from "../context.ts";
import { scopesUpdatePayload, shopPayload, shopRedactPayload } from "../webhooks/payloads.ts";

const REDACT_AFTER_MS = 48 * 3_600_000;
const WITHHELD = "withheldScopes";
const OPTIONAL = "optionalScopesGranted";
const REDACT_DUE = "shopRedactDueAt";

export function currentInstallation(context: EmulatorContext): Installation | null {
  const installation = context.books.installation.get(context.config.apiKey);
  return installation && installation.uninstalledAt === null ? installation : null;
}

const listIn = (context: EmulatorContext, note: string): string[] => (context.books.note.get(note)?.value ?? "").split(",").filter(Boolean);

/** Scopes the app may not have whatever it declares: read_all_orders before Shopify's approval, or one taken away. */
export const withheldScopes = (context: EmulatorContext): string[] => listIn(context, WITHHELD);

/** The app isn't told. */
export function withholdScopes(context: EmulatorContext, scopes: readonly string[]): void {
  context.books.note.put(WITHHELD, { value: [...new Set(scopes)].join(",") });
  follow(context);
}

const granted = (context: EmulatorContext): string[] => {
  const withheld = new Set(withheldScopes(context));
  const optional = listIn(context, OPTIONAL);
  const { scopes, optionalScopes } = context.config;
  return [...scopes, ...optionalScopes.filter((scope) => optional.includes(scope))].filter((scope) => !withheld.has(scope));
};

/** The installation's scopes as the notes say they are now. */
function follow(context: EmulatorContext): Installation | null {
  const installation = currentInstallation(context);
  return installation && context.books.installation.put(installation.clientId, { ...installation, scopes: granted(context) });
}

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
  context.books.note.delete(OPTIONAL);
  context.books.note.delete("webPixel");
  for (const [key, token] of [...context.books.token.entries()]) context.books.token.put(key, { ...token, revoked: true });
  context.books.note.put(REDACT_DUE, { value: new Date(context.clock.now().getTime() + REDACT_AFTER_MS).toISOString() });
  announce(context, [["app/uninstalled", () => shopPayload(context.books.theShop)]]);
  return true;
}

/**
 * The merchant says yes to scopes the app declares, required ones that were withheld and optional ones; the app is told.
 * Before the app is installed it has them from its first token on.
 * @throws Error on scopes that shopify.app.toml doesn't declare
 */
export function grantScopes(context: EmulatorContext, scopes: readonly string[]): void {
  const { scopes: required, optionalScopes } = context.config;
  const undeclared = scopes.filter((scope) => !required.includes(scope) && !optionalScopes.includes(scope));
  if (undeclared.length > 0) throw new Error(`shopify.app.toml declares no ${undeclared.join(", ")}: an app can't be granted them`);
  const optional = [...listIn(context, OPTIONAL), ...scopes.filter((scope) => optionalScopes.includes(scope))];
  const withheld = withheldScopes(context).filter((scope) => !scopes.includes(scope));
  changeGranted(context, () => {
    context.books.note.put(OPTIONAL, { value: [...new Set(optional)].join(",") });
    context.books.note.put(WITHHELD, { value: withheld.join(",") });
  });
}

/** Takes one granted scope away, as a merchant or Shopify may. @returns false when it wasn't granted */
export function revokeScope(context: EmulatorContext, scope: string): boolean {
  if (!currentInstallation(context)?.scopes.includes(scope)) return false;
  changeGranted(context, () => {
    const optional = listIn(context, OPTIONAL);
    if (optional.includes(scope)) context.books.note.put(OPTIONAL, { value: optional.filter((one) => one !== scope).join(",") });
    else context.books.note.put(WITHHELD, { value: [...withheldScopes(context), scope].join(",") });
  });
  return true;
}

function changeGranted(context: EmulatorContext, change: () => void): void {
  const previous = currentInstallation(context)?.scopes ?? [];
  change();
  const now = follow(context);
  if (!now || now.scopes.join() === previous.join()) return;
  announce(context, [["app/scopes_update", () => scopesUpdatePayload(context.books.theShop, now, previous, context.clock.iso())]]);
}

/** Called whenever the emulator's clock has moved. */
export function emitDueRedaction(context: EmulatorContext): void {
  const due = context.books.note.get(REDACT_DUE)?.value;
  if (!due || due > context.clock.iso()) return;
  context.books.note.delete(REDACT_DUE);
  // a compliance topic: Shopify always sends it
  context.emit("shop/redact", shopRedactPayload(context.books.theShop));
}
