/**
 * Our own two themes: Liquid templates inside one layout, rendered as Shopify renders a theme, in one of two styles: "Plain" and
 * "Night", which is dark and unlike it wherever a page of ours might lean on the theme. Proxied pages and the rewards page
 * stand in the same layout.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import type { Liquid } from "liquidjs";
import type { EmulatorContext } from "../context.ts";
import { renderAppBlocks, renderAppEmbeds } from "./app-blocks.ts";
import { collectionObject, globalObjects } from "./liquid/objects.ts";
import { shopifyLiquid } from "./liquid/engine.ts";
import { OTHER_APPS_HEAD, otherAppsAsset } from "./other-apps.ts";
import type { Visit } from "./visits.ts";

const FOLDER = fileURLToPath(new URL("./theme", import.meta.url));

export type ThemePage = {
  /** e.g. "product" or "page.rewards"; a page with `body` needs no file of that name. */
  template: string;
  title: string;
  /** What the template sees besides the global objects. */
  objects?: Record<string, unknown>;
  /** Ready HTML to put into the layout instead of a template. */
  body?: string;
  status?: number;
};

/** @returns HTML as a 200 (or the page's status), never stored. */
export async function themeResponse(context: EmulatorContext, visit: Visit, url: URL, page: ThemePage): Promise<Response> {
  const liquid = themeLiquid(context);
  const globals = globalObjects(context, visit, url, page.template);
  const objects = { ...globals, ...page.objects };
  const body = page.body ?? (await liquid.parseAndRender(readTheme("templates", page.template.split(".")[0]), objects, { globals }));
  const placed = context.config.storefront.blocksOn?.includes(page.template)
    ? await renderAppBlocks(context, visit, url, page.template)
    : "";
  const embeds = await renderAppEmbeds(context, visit, url, page.template);
  const navigation = [...context.books.collection.values()].slice(0, 5).map(collectionObject);
  const whole = await liquid.parseAndRender(
    readTheme("layout", "theme"),
    {
      ...objects,
      page_title: page.title,
      content_for_header: `${shopifyScript(context)}\n${context.config.storefront.otherApps ? OTHER_APPS_HEAD : ""}${embeds.head}`,
      content_for_layout: body + placed,
      navigation,
      theme_style: `${context.config.storefront.theme}.css`,
    },
    { globals },
  );
  return new Response(
    whole.replace("</body>", () => `${embeds.body}</body>`),
    {
      status: page.status ?? 200,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    },
  );
}

/** For Liquid that an app's proxy answers with: it sees the theme's objects and filters, and the theme's snippets. */
export function themeLiquid(context: EmulatorContext): Liquid {
  return shopifyLiquid(context, join(FOLDER, "snippets"), {
    assetUrl: (name) => `/assets/${name}`,
    translations: { language: "en", texts: {} },
  });
}

function shopifyScript(context: EmulatorContext): string {
  const script = readFileSync(join(FOLDER, "../browser/shopify.js"), "utf8");
  return `<script>${script.replaceAll("__CONSENT_NEEDED__", String(context.books.theShop.consentNeeded ?? false))}</script>`;
}

export function themeAsset(name: string): string | null {
  return ["plain.css", "night.css"].includes(name) ? readFileSync(join(FOLDER, "assets", name), "utf8") : otherAppsAsset(name);
}

function readTheme(folder: "layout" | "templates", name: string): string {
  return readFileSync(join(FOLDER, folder, `${name}.liquid`), "utf8");
}
