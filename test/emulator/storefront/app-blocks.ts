/**
 * Places the theme extension's app blocks on the rewards page, as a merchant would in the theme editor: every block whose
 * target is a section and that is allowed on a page, with its settings as `config.storefront.blockSettings` says, else at their defaults. Files are read afresh each time,
 * so a change is seen at the next reload. App embeds (`target` head or body) are not built.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { EmulatorContext } from "../context.ts";
import { escapeHtml } from "../markup.ts";
import { shopifyLiquid } from "./liquid/engine.ts";
import { globalObjects } from "./liquid/objects.ts";
import { readTranslations } from "./liquid/translations.ts";
import type { Visit } from "./visits.ts";

type BlockSchema = {
  name: string;
  target: string;
  stylesheet?: string;
  javascript?: string;
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
  available_if?: string;
  settings?: { id?: string; default?: unknown }[];
};

const SCHEMA = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;

/** HTML of all blocks for a template type such as "page". @throws when a block is broken or asks for what is not built. */
export async function renderAppBlocks(context: EmulatorContext, visit: Visit, url: URL, template: string): Promise<string> {
  const folder = extensionFolder(context);
  if (folder === null) return "";
  const assetUrl = (name: string) => `/extensions/${basename(folder)}/assets/${name}`;
  const liquid = shopifyLiquid(context, join(folder, "snippets"), { assetUrl, translations: readTranslations(folder) });
  const globals = globalObjects(context, visit, url, template);
  const chosen = context.config.storefront.blockSettings;
  const parts: string[] = [];
  for (const file of blockFiles(folder)) {
    const source = readFileSync(join(folder, "blocks", file), "utf8");
    const schema = schemaOf(file, source);
    if (!standsOn(schema, template.split(".")[0])) continue;
    const id = `${file.replace(/\.liquid$/, "")}-1`;
    const block = {
      id,
      type: `shopify://apps/${context.config.appHandle}/blocks/${file.replace(/\.liquid$/, "")}/emulator`,
      settings: Object.fromEntries(
        (schema.settings ?? []).flatMap(({ id, default: usual }) => (id ? [[id, chosen[id] ?? usual ?? null]] : [])),
      ),
      shopify_attributes: "",
    };
    if (schema.stylesheet) parts.push(`<link rel="stylesheet" href="${escapeHtml(assetUrl(schema.stylesheet))}" media="all">`);
    if (schema.javascript) parts.push(`<script src="${escapeHtml(assetUrl(schema.javascript))}" defer></script>`);
    const body = await liquid.parseAndRender(source, { ...globals, block }, { globals });
    parts.push(`<div id="shopify-block-${escapeHtml(id)}" class="shopify-block shopify-app-block">${body}</div>`);
  }
  return parts.join("\n");
}

/** An asset's path in the extension, or null when there is none of that name. */
export function extensionAsset(context: EmulatorContext, extension: string, name: string): string | null {
  const folder = extensionFolder(context);
  if (folder === null || extension !== basename(folder) || !/^[\w.-]+$/.test(name) || name.startsWith(".")) return null;
  const path = join(folder, "assets", name);
  return existsSync(path) ? path : null;
}

export function hasAppBlocks(context: EmulatorContext): boolean {
  const folder = extensionFolder(context);
  return folder !== null && blockFiles(folder).length > 0;
}

/** The configured folder, or the one theme extension in it where that is the folder of all extensions; null when there is none. */
function extensionFolder(context: EmulatorContext): string | null {
  const folder = context.config.extensionFolder;
  if (!folder || !existsSync(folder)) return null;
  const hasBlocks = (path: string) => existsSync(join(path, "blocks"));
  if (hasBlocks(folder)) return resolve(folder);
  const inside = readdirSync(folder)
    .map((name) => join(resolve(folder), name))
    .filter(hasBlocks);
  if (inside.length > 1) throw new Error(`${folder} holds ${inside.length} theme extensions: an app may have one`);
  return inside[0] ?? null;
}

function blockFiles(folder: string): string[] {
  return readdirSync(join(folder, "blocks"))
    .filter((name) => name.endsWith(".liquid"))
    .sort();
}

function schemaOf(file: string, source: string): BlockSchema {
  const text = SCHEMA.exec(source)?.[1];
  if (text === undefined) throw new Error(`blocks/${file} has no {% schema %}`);
  const schema = JSON.parse(text) as BlockSchema;
  if (schema.target !== "section")
    throw new Error(`blocks/${file} has the target "${schema.target}": app embeds aren't built in the emulator`);
  if (schema.available_if) throw new Error(`blocks/${file} uses available_if, which isn't built in the emulator`);
  return schema;
}

function standsOn(schema: BlockSchema, template: string): boolean {
  const matches = (templates: string[] | undefined) => templates?.some((name) => name === "*" || name === template) ?? false;
  if (schema.disabled_on && matches(schema.disabled_on.templates)) return false;
  return schema.enabled_on?.templates ? matches(schema.enabled_on.templates) : true;
}
