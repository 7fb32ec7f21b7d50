/**
 * The places in Shopify's own pages where an extension is drawn. On Shopify it runs in a worker that has no origin; here it runs
 * in a sandboxed frame, which has none either: what it asks of the app comes from "null", and the token comes from the page around it.
 */
import { readFileSync } from "node:fs";
import type { EmulatorContext } from "../context.ts";
import { currentInstallation } from "../auth/installation.ts";
import { html, htmlResponse, jsonForScript, type Markup } from "../markup.ts";
import { bundleExtension, uiExtensions, wordsOf } from "./bundle-extension.ts";

type AtOrder = { id: string; name: string };

/** Everything of the app's for this target; nothing where the app isn't installed. */
export function extensionPlaces(context: EmulatorContext, target: string, order?: AtOrder): Markup | null {
  const here = currentInstallation(context)
    ? uiExtensions(context).filter(({ targets }) => targets.some((one) => one.target === target))
    : [];
  if (here.length === 0) return null;
  return html`${here.map(
      ({ handle }) =>
        html`<iframe
          class="extension-place"
          title="${handle}"
          data-extension="${handle}"
          sandbox="allow-scripts allow-popups allow-top-navigation-by-user-activation"
          src="/__extensions/frame?${new URLSearchParams({ handle, target, ...(order && { order: order.id, orderName: order.name }) }).toString()}"
          style="border: 0; width: 100%; display: block"
          height="0"
        ></iframe>`,
    )}
    <script src="/__extensions/place.js"></script>`;
}

/** `/__extensions/…`: the frame, its scripts, the bundles. */
export async function extensionAssets(context: EmulatorContext, request: Request, url: URL): Promise<Response | null> {
  const [, name] = /^\/__extensions\/([\w.-]+)$/.exec(url.pathname) ?? [];
  if (!name || request.method !== "GET") return null;
  if (name === "frame") return frame(context, url);
  if (name === "place.js" || name === "elements.js") return script(readFileSync(new URL(`./browser/${name}`, import.meta.url), "utf8"));
  if (name === "qr.svg") return qr(url.searchParams.get("content") ?? "");
  const extension = uiExtensions(context).find(({ handle }) => `${handle}.js` === name);
  return extension ? script(await bundleExtension(extension, context.config.appUrl)) : null;
}

function frame(context: EmulatorContext, url: URL): Response | null {
  const [handle, target] = ["handle", "target"].map((name) => url.searchParams.get(name));
  const extension = uiExtensions(context).find((one) => one.handle === handle && one.targets.some((at) => at.target === target));
  if (!extension) return null;
  const order = url.searchParams.get("order");
  // The same order goes by another name there, unlike the example in Shopify's own types.
  const kind = target?.startsWith("purchase.") ? "OrderIdentity" : "Order";
  const { language } = context.config.storefront;
  const settings = {
    target,
    language,
    words: wordsOf(extension, language),
    networkAccess: extension.networkAccess,
    order: order && { id: `gid://shopify/${kind}/${order}`, name: url.searchParams.get("orderName") },
  };
  return htmlResponse(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${extension.handle}</title>
        </head>
        <body>
          <script type="application/json" id="settings">
            ${jsonForScript(settings)}
          </script>
          <script src="/__extensions/elements.js"></script>
          <script src="/__extensions/${extension.handle}.js"></script>
        </body>
      </html>`,
  );
}

async function qr(content: string): Promise<Response> {
  const { default: QRCode } = await import("qrcode");
  return new Response(await QRCode.toString(content, { type: "svg" }), { headers: { "content-type": "image/svg+xml" } });
}

const script = (text: string): Response =>
  new Response(text, { headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" } });
