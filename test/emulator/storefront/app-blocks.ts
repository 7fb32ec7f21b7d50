/**
 * Places the theme extension's app blocks on the rewards page, as a merchant would in the theme editor: every block whose
 * target is a section and that is allowed on a page, with its settings as `config.storefront.blockSettings` says, else at their
 * defaults; and at the end of every page's body the app embeds that were turned on, which at first is none. Files are read afresh
 * each time, so a change is seen at the next reload. Embeds for the head aren't built.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { EmulatorContext } from "../context.ts";
import { escapeHtml } from "../markup.ts";
import { shopifyLiquid } from "./liquid/engine.ts";
import { globalObjects } from "./liquid/objects.ts";
import { readTranslations, schemaText } from "./liquid/translations.ts";
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
  const blocks = await rendered(context, { visit, url, template }, (_file, { target }) => target === "section");
  return blocks.map(({ assets, html }) => [...assets, html].join("\n")).join("\n");
}

/** What the embeds that are on put into a page: their files go to the head, what they show to the end of the body. */
export async function renderAppEmbeds(
  context: EmulatorContext,
  visit: Visit,
  url: URL,
  template: string,
): Promise<{ head: string; body: string }> {
  const on = appEmbedsOn(context);
  if (on.length === 0) return { head: "", body: "" };
  const embeds = await rendered(context, { visit, url, template }, (name, { target }) => target === "body" && on.includes(name));
  return { head: embeds.flatMap(({ assets }) => assets).join("\n"), body: embeds.map(({ html }) => html).join("\n") };
}

const EMBEDS_NOTE = "appEmbeds";

export const appEmbedsOn = (context: EmulatorContext): string[] =>
  (context.books.note.get(EMBEDS_NOTE)?.value ?? "").split(",").filter(Boolean);

/** By their file names without ".liquid". @throws for what is no embed of the extension */
export function turnAppEmbeds(context: EmulatorContext, on: readonly string[]): void {
  const folder = extensionFolder(context);
  const files = folder === null ? [] : blockFiles(folder).filter((file) => schemaOf(file, source(folder, file)).target === "body");
  for (const name of on) if (!files.includes(`${name}.liquid`)) throw new Error(`the theme extension has no app embed "${name}"`);
  context.books.note.put(EMBEDS_NOTE, { value: on.join(",") });
}

type Place = { visit: Visit; url: URL; template: string };

async function rendered(
  context: EmulatorContext,
  { visit, url, template }: Place,
  wanted: (name: string, schema: BlockSchema) => boolean,
): Promise<{ assets: string[]; html: string }[]> {
  const folder = extensionFolder(context);
  if (folder === null) return [];
  const assetUrl = (name: string) => `/extensions/${basename(folder)}/assets/${name}`;
  const { blockSettings: chosen, language } = context.config.storefront;
  const liquid = shopifyLiquid(context, join(folder, "snippets"), { assetUrl, translations: readTranslations(folder, language) });
  const globals = globalObjects(context, visit, url, template);
  const parts: { assets: string[]; html: string }[] = [];
  for (const file of blockFiles(folder)) {
    const text = source(folder, file);
    const schema = schemaOf(file, text);
    const name = file.replace(/\.liquid$/, "");
    if (!wanted(name, schema) || !standsOn(schema, template.split(".")[0])) continue;
    const id = `${name}-1`;
    const block = {
      id,
      type: `shopify://apps/${context.config.appHandle}/blocks/${name}/emulator`,
      settings: Object.fromEntries(
        (schema.settings ?? []).flatMap(({ id, default: usual }) => (id ? [[id, chosen[id] ?? schemaText(folder, usual) ?? null]] : [])),
      ),
      shopify_attributes: "",
    };
    const assets: string[] = [];
    if (schema.stylesheet) assets.push(`<link rel="stylesheet" href="${escapeHtml(assetUrl(schema.stylesheet))}" media="all">`);
    if (schema.javascript) assets.push(`<script src="${escapeHtml(assetUrl(schema.javascript))}" defer></script>`);
    const inside = await liquid.parseAndRender(text, { ...globals, block }, { globals });
    const kind = schema.target === "section" ? "shopify-app-block" : "shopify-app-embed";
    parts.push({ assets, html: `<div id="shopify-block-${escapeHtml(id)}" class="shopify-block ${kind}">${inside}</div>` });
  }
  return parts;
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
  return folder !== null && blockFiles(folder).some((file) => schemaOf(file, source(folder, file)).target === "section");
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

const source = (folder: string, file: string): string => readFileSync(join(folder, "blocks", file), "utf8");

function schemaOf(file: string, liquid: string): BlockSchema {
  const text = SCHEMA.exec(liquid)?.[1];
  if (text === undefined) throw new Error(`blocks/${file} has no {% schema %}`);
  const schema = JSON.parse(text) as BlockSchema;
  if (schema.target !== "section" && schema.target !== "body")
    throw new Error(`blocks/${file} has the target "${schema.target}", which isn't built in the emulator`);
  if (schema.available_if) throw new Error(`blocks/${file} uses available_if, which isn't built in the emulator`);
  return schema;
}

function standsOn(schema: BlockSchema, template: string): boolean {
  const matches = (templates: string[] | undefined) => templates?.some((name) => name === "*" || name === template) ?? false;
  if (schema.disabled_on && matches(schema.disabled_on.templates)) return false;
  return schema.enabled_on?.templates ? matches(schema.enabled_on.templates) : true;
}
