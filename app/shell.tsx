/**
 * The only importer of Shopify's React parts: the frame around the owner's pages, and what pages may show in the admin
 * outside of their own frame (title bar, save bar, toast). A later move to another library changes this file alone.
 */
import { NavMenu, SaveBar, TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { Link } from "@remix-run/react";
import { useMemo, type ReactNode } from "react";
import { frameWords } from "./words/admin/frame";

export { SaveBar, TitleBar };

/** Embedded, with the admin's navigation beside it. */
export function Shell({ apiKey, children }: { apiKey: string; children: ReactNode }) {
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <NavMenu>
        <Link to="/app" rel="home">
          {frameWords.home}
        </Link>
        {frameWords.navigation.map(({ to, label }) => (
          <Link key={to} to={to}>
            {label}
          </Link>
        ))}
      </NavMenu>
      <main>{children}</main>
    </AppProvider>
  );
}

/** The look alone: for what must be shown when nobody could be let in, so that App Bridge may not be there. */
export function BareShell({ children }: { children: ReactNode }) {
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <main>{children}</main>
    </AppProvider>
  );
}

/** A short word at the foot of the admin; gone after some seconds, so nothing may depend on its being read. */
export function useToast(): (text: string, options?: { isError?: boolean }) => void {
  const bridge = useAppBridge();
  return useMemo(() => (text, options) => bridge.toast.show(text, options), [bridge]);
}

/** Asks the owner for more of the scopes that shopify.app.toml calls optional, in a window of Shopify's own. All or none. */
export function useScopes(): { request: (scopes: string[]) => Promise<"granted" | "declined"> } {
  const bridge = useAppBridge();
  return useMemo(
    () => ({
      request: async (scopes) => ((await bridge.scopes.request(scopes)).result === "granted-all" ? "granted" : "declined"),
    }),
    [bridge],
  );
}
