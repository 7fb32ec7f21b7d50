/** App Bridge's `shopify.scopes`: what is granted, asking for a scope that is optional or was withheld, giving one back. */
import { currentInstallation, grantScopes, revokeScope } from "../auth/installation.ts";
import type { EmulatorContext } from "../context.ts";

export type ScopesDetail = { granted: string[]; required: string[]; optional: string[] };

export function scopesDetail(context: EmulatorContext): ScopesDetail {
  const { scopes, optionalScopes } = context.config;
  return { granted: currentInstallation(context)?.scopes ?? [], required: scopes, optional: optionalScopes };
}

/** @throws Error on scopes that shopify.app.toml doesn't declare. */
export function changeScopes(context: EmulatorContext, change: "grant" | "revoke", scopes: string[]): ScopesDetail {
  if (change === "grant") grantScopes(context, scopes);
  else for (const scope of scopes) revokeScope(context, scope);
  return scopesDetail(context);
}
