/**
 * The theme extension as Shopify would judge it, without Shopify: theme-check on every file, the block's schema (which
 * theme-check leaves unread) against Shopify's own, every label and text in the locales, sizes, and what its files may
 * hold because they are also put into our own pages.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { check } from "@shopify/theme-check-node";
import { Ajv } from "ajv";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "~/words/storefront/language";

const root = path.resolve(import.meta.dirname, "../../extensions/regulars-rewards");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const files = (folder: string): string[] => readdirSync(path.join(root, folder)).sort();
const blocks = files("blocks");

type Schema = {
  name: string;
  stylesheet?: string;
  javascript?: string;
  settings: { type: string; id?: string; label?: string; info?: string; default?: unknown }[];
};
const schemaOf = (block: string): Schema =>
  JSON.parse(/\{% schema %\}([\s\S]*?)\{% endschema %\}/.exec(read(`blocks/${block}`))![1]) as Schema;
const texts = (file: string): Record<string, string> => flat(JSON.parse(read(`locales/${file}`)) as Tree);

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, prefix = ""): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value]] : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  );

test("theme-check finds nothing to complain about", async () => {
  const offenses = await check(root, "theme-check:theme-app-extension");
  expect(offenses.map(({ check: rule, message, uri, start }) => `${path.basename(uri)}:${start.line + 1} ${rule}: ${message}`)).toEqual([]);
}, 60_000);

test("theme-check would complain about broken Liquid, an unknown snippet or a missing text", async () => {
  const broken = mkdtempSync(path.join(tmpdir(), "extension-"));
  try {
    cpSync(root, broken, { recursive: true });
    writeFileSync(
      path.join(broken, "blocks", blocks[0]),
      `${read(`blocks/${blocks[0]}`)}{% render 'nobody' %}{{ 'no.text' | t }}{{ 'x' | nonsense`,
    );
    const rules = (await check(broken, "theme-check:theme-app-extension")).map((offense) => offense.check);
    expect(rules).toEqual(expect.arrayContaining(["LiquidHTMLSyntaxError"]));
    writeFileSync(path.join(broken, "blocks", blocks[0]), `${read(`blocks/${blocks[0]}`)}{% render 'nobody' %}{{ 'no.text' | t }}`);
    const found = (await check(broken, "theme-check:theme-app-extension")).map((offense) => offense.check);
    expect(found).toEqual(expect.arrayContaining(["MissingTemplate", "TranslationKeyExists"]));
  } finally {
    rmSync(broken, { recursive: true });
  }
});

describe("the block's schema", () => {
  test.each(blocks)("%s is what Shopify's own schema allows", (block) => {
    const result = validator()(schemaOf(block));
    expect(result).toEqual([]);
  });

  test("a setting of an unknown type, or without its label, would be refused", () => {
    const schema = schemaOf(blocks[0]);
    expect(validator()({ ...schema, settings: [{ type: "colour", id: "x", label: "t:x" }] })).not.toEqual([]);
    expect(validator()({ ...schema, settings: [{ type: "text", label: "t:x" }] })).not.toEqual([]);
    expect(validator()({ ...schema, target: "anywhere" })).not.toEqual([]);
  });

  test.each(blocks)("%s names style and script that are there, and no setting twice", (block) => {
    const { stylesheet, javascript, settings } = schemaOf(block);
    for (const asset of [stylesheet, javascript]) if (asset) expect(files("assets")).toContain(asset);
    const ids = settings.map(({ id }) => id).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, used] of read(`blocks/${block}`).matchAll(/\bsettings\.(\w+)/g)) expect(ids).toContain(used);
  });
});

describe("texts", () => {
  test("every label of a block is a t: key with a text, every text a block begins with too, and no text is left over", () => {
    const keys = blocks.flatMap((block) => {
      const { name, settings } = schemaOf(block);
      const defaults = settings
        .map(({ default: usual }) => usual)
        .filter((usual) => typeof usual === "string" && /^t:|[a-z] [a-z]/.test(usual));
      return [name, ...settings.flatMap(({ label, info }) => [label, info]), ...(defaults as string[])].filter((one) => one !== undefined);
    });
    expect(keys.filter((key) => !key.startsWith("t:"))).toEqual([]);
    expect([...new Set(keys.map((key) => key.slice(2)))].sort()).toEqual(Object.keys(texts("en.default.schema.json")).sort());
  });

  test("every text a shopper reads is in the locale, and no text is left over", () => {
    const liquid = ["blocks", "snippets"].flatMap((folder) => files(folder).map((file) => read(`${folder}/${file}`))).join("\n");
    const used = [...liquid.matchAll(/'([\w.]+)'\s*\|\s*t\b/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(texts("en.default.json")).sort());
  });

  test("the texts of other languages have the same keys and the same places for facts, and none is left in English", () => {
    expect(files("locales")).toEqual(
      ["en", ...LANGUAGES.slice(1)]
        .flatMap((one) => {
          const middle = one === "en" ? ".default" : "";
          return [`${one}${middle}.json`, `${one}${middle}.schema.json`];
        })
        .sort(),
    );
    for (const file of files("locales")) {
      const [own, base] = [texts(file), texts(file.endsWith(".schema.json") ? "en.default.schema.json" : "en.default.json")];
      expect(Object.keys(own), file).toEqual(Object.keys(base));
      const placesIn = (text: string) => (text.match(/\{\{ \w+ \}\}/g) ?? []).sort();
      expect(Object.values(own).map(placesIn), file).toEqual(Object.values(base).map(placesIn));
      if (!file.includes(".default."))
        expect(
          Object.keys(own).filter((key) => own[key] === base[key]),
          file,
        ).toEqual([]);
    }
  });

  test("a block's name fits Shopify's list in every language, and each language is called by its own code", () => {
    for (const file of files("locales").filter((name) => name.endsWith(".schema.json")))
      for (const [key, text] of Object.entries(texts(file))) if (key.endsWith(".name")) expect(text.length, text).toBeLessThanOrEqual(25);
    for (const language of LANGUAGES) expect(texts(`${language}${language === "en" ? ".default" : ""}.json`).language).toBe(language);
  });
});

describe("sizes and what the files may hold", () => {
  test("each script is at most 4 kB compressed, each style at most 6 kB", () => {
    const compressed = (file: string) => gzipSync(read(`assets/${file}`), { level: 9 }).byteLength;
    for (const file of files("assets")) expect(compressed(file), file).toBeLessThanOrEqual(file.endsWith(".js") ? 4_000 : 6_000);
  });

  test("style and script hold no Liquid and end no element, since they stand in pages that Liquid runs", () => {
    for (const file of files("assets")) expect(read(`assets/${file}`), file).not.toMatch(/\{\{|\{%|<\/(style|script)/i);
  });

  test.each(files("assets").filter((file) => file.endsWith(".css")))(
    "%s has classes of ours only: no element, no id, nobody else's class",
    (file) => {
      const css = read(`assets/${file}`).replace(/\/\*[\s\S]*?\*\//g, "");
      const selectors = [...css.matchAll(/(?:^|[{}])\s*([^{}@]+)\{/g)].flatMap(([, list]) => list.split(","));
      const foreign = selectors
        .map((selector) => selector.trim())
        .filter(
          (selector) =>
            !/^(button|)\.regulars[\w-]*/.test(selector) ||
            (selector.match(/\.[a-z][\w-]*/g) ?? []).some((name) => !name.startsWith(".regulars")),
        );
      expect(foreign).toEqual([]);
    },
  );

  test("its custom properties are ours by name: a theme's own, such as --accent, keep their meaning inside our pages", () => {
    const css = read("assets/rewards.css").replace(/\/\*[\s\S]*?\*\//g, "");
    const names = [...css.matchAll(/--[\w-]+/g)].map(([name]) => name);
    expect(names.filter((name) => !name.startsWith("--regulars-"))).toEqual([]);
    expect(css).not.toMatch(/\d(rem)\b/);
  });

  test("it is a theme extension with one folder of its kind", () => {
    const toml = parse(read("shopify.extension.toml"));
    expect(toml).toMatchObject({ type: "theme", handle: "regulars-rewards" });
    expect(readdirSync(root).sort()).toEqual(["assets", "blocks", "locales", "shopify.extension.toml", "snippets"]);
    expect(existsSync(path.join(root, "../../shopify.app.toml"))).toBe(true);
  });
});

/** What an app block's schema may be; its settings by the schemas that theme-check's own package brings along. */
function validator(): (schema: unknown) => string[] {
  const data = path.join(path.dirname(createRequire(import.meta.url).resolve("@shopify/theme-check-docs-updater/package.json")), "data");
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const name of ["setting", "settings", "default_setting_values"])
    ajv.addSchema(JSON.parse(readFileSync(path.join(data, `${name}.json`), "utf8")) as object, `theme/${name}.json`);
  const templates = {
    type: "object",
    additionalProperties: false,
    properties: { templates: { type: "array", items: { type: "string" } }, groups: { type: "array" } },
  };
  const validate = ajv.compile({
    $id: "theme/an-app-block.json",
    type: "object",
    required: ["name", "target", "settings"],
    additionalProperties: false,
    properties: {
      name: { type: "string", maxLength: 25 },
      target: { enum: ["section", "head", "compliance_head", "body"] },
      stylesheet: { type: "string" },
      javascript: { type: "string" },
      class: { type: "string" },
      tag: { type: ["string", "null"] },
      enabled_on: templates,
      disabled_on: templates,
      available_if: { type: "string" },
      settings: { $ref: "./settings.json" },
    },
  });
  return (schema) => (validate(schema) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
}
