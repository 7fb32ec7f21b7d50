/** App Bridge's `shopify.scopes`: what is granted, asking for a scope that was withheld, giving one back. Optional scopes aren't built. */
import { currentInstallation, revokeScope, withheldScopes, withholdScopes } from "../auth/installation.ts";
import { announce } from "../commerce/announce.ts";
import type { EmulatorContext } from "../context.ts";
import { scopesUpdatePayload } from "../webhooks/payloads.ts";

export type ScopesDetail = { granted: string[]; required: string[]; optional: string[] };

export function scopesDetail(context: EmulatorContext): ScopesDetail {
  return { granted: currentInstallation(context)?.scopes ?? [], required: context.config.scopes, optional: [] };
}

/** @throws Error on scopes that shopify.app.toml doesn't declare. */
export function changeScopes(context: EmulatorContext, change: "grant" | "revoke", scopes: string[]): ScopesDetail {
  const undeclared = scopes.filter((scope) => !context.config.scopes.includes(scope));
  if (undeclared.length > 0) throw new Error(`optional scopes (${undeclared.join(", ")}) aren't built in the emulator`);
  const previous = scopesDetail(context).granted;
  if (change === "revoke") {
    for (const scope of scopes) revokeScope(context, scope);
    return scopesDetail(context);
  }
  withholdScopes(
    context,
    withheldScopes(context).filter((scope) => !scopes.includes(scope)),
  );
  const current = scopesDetail(context);
  const installation = currentInstallation(context);
  if (installation && current.granted.length !== previous.length) {
    announce(context, [
      ["app/scopes_update", () => scopesUpdatePayload(context.books.theShop, installation, previous, context.clock.iso())],
    ]);
  }
  return current;
}
