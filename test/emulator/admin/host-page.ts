/** The page that embeds the app: title bar, frame, and what App Bridge shows around it (`browser/host.js`). */
import type { EmulatorContext } from "../context.ts";
import { html, htmlResponse, jsonForScript } from "../markup.ts";
import { adminFrame, appName, appPath, storePath } from "./admin-frame.ts";
import { embeddedUrl } from "./embedded-url.ts";

/** @param path the app's path and query, "/app" for its home. */
export async function hostPage(context: EmulatorContext, path: string): Promise<Response> {
  const shop = context.books.theShop;
  const [firstName, ...rest] = shop.ownerName.split(" ");
  const settings = {
    appOrigin: new URL(context.config.appUrl).origin,
    appPath: appPath(context),
    appHome: "/app",
    appName: appName(context),
    storePath: storePath(context),
    user: {
      accountAccess: "Account owner",
      email: shop.email,
      firstName,
      lastName: rest.join(" "),
      initials: [firstName[0], rest[0]?.[0] ?? ""],
      locale: "en",
    },
  };
  const body = html`<div class="title-bar">
      <a class="app-name" href="${appPath(context)}/app">${appName(context)}</a>
      <span class="app-title" id="app-title"></span>
      <div class="actions" id="title-actions"></div>
    </div>
    <iframe
      class="app-frame"
      id="app-frame"
      name="app-iframe"
      title="${appName(context)}"
      data-src="${await embeddedUrl(context, path)}"
      allow="clipboard-write"
    ></iframe>`;
  const extra = html`<div id="loading" hidden></div>
    <div class="save-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden>
      <span>Unsaved changes</span>
      <div class="actions" id="save-actions"></div>
    </div>
    <div id="toast" role="status" hidden></div>
    <dialog id="dialog" aria-labelledby="dialog-title">
      <form method="dialog">
        <h2 id="dialog-title"></h2>
        <div class="dialog-body" id="dialog-body"></div>
        <footer><button value="">Cancel</button><button class="primary" id="dialog-do" value="do"></button></footer>
      </form>
    </dialog>
    <script type="application/json" id="host-settings">
      ${jsonForScript(settings)}
    </script>
    <script type="module" src="/__admin/host.js"></script>`;
  return htmlResponse(adminFrame(context, "app", appName(context), body, extra));
}
