/** The frame of every admin page: top bar with the store, side navigation that folds away on a phone. */
import type { EmulatorContext } from "../context.ts";
import { html, type Markup } from "../markup.ts";

export type Place = "home" | "orders" | "app";

/** "small-store" of small-store.myshopify.com: the store's name in the admin's addresses. */
export const storeName = (context: EmulatorContext): string => context.books.theShop.domain.split(".")[0];
export const storePath = (context: EmulatorContext): string => `/store/${storeName(context)}`;
export const appPath = (context: EmulatorContext): string => `${storePath(context)}/apps/${context.config.appHandle}`;
export const appName = (context: EmulatorContext): string => context.config.appHandle.replace(/^./, (letter) => letter.toUpperCase());

/** @param body what stands beside the navigation. @param extra what comes after everything: bars, dialogs, scripts. */
export function adminFrame(context: EmulatorContext, place: Place, title: string, body: Markup, extra: Markup = html``): Markup {
  const shop = context.books.theShop;
  const link = (to: Place, href: string, label: string) =>
    html`<a href="${href}" ${to === place && html`aria-current="page"`}>${label}</a>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${shop.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/__admin/admin.css" />
      </head>
      <body>
        <header class="top-bar">
          <button
            class="menu"
            type="button"
            aria-label="Menu"
            aria-controls="navigation"
            onclick="document.getElementById('navigation').classList.toggle('open')"
          >
            ☰
          </button>
          <a class="store" href="${storePath(context)}">${shop.name}</a>
          <span class="note">Emulated admin · ${when(context.clock.iso())}</span>
        </header>
        <div class="body">
          <nav class="side" id="navigation" aria-label="Admin">
            ${link("home", storePath(context), "Home")} ${link("orders", `${storePath(context)}/orders`, "Orders")}
            <div class="group">Sales channels</div>
            <a href="/" target="_blank">Online store</a>
            <a href="/__mail" target="_blank">Mailbox</a>
            <div class="group">Apps</div>
            <a id="app-home" href="${appPath(context)}/app" ${place === "app" && html`aria-current="page"`}>${appName(context)}</a>
            <div class="under" id="app-navigation"></div>
          </nav>
          <div class="content">${body}</div>
        </div>
        ${extra}
      </body>
    </html>`;
}

/** In the emulator's time, UTC. */
export function when(instant: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(instant));
}
