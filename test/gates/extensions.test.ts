/**
 * What Shopify's command line lets pass about extensions and Shopify itself would refuse, or show to nobody: unknown types, a
 * version that is none, targets that don't exist, a full page with a neighbour, a text that isn't there, an app address that isn't ours.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "~/words/storefront/language";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "extensions");
const read = (...parts: string[]): string => readFileSync(path.join(folder, ...parts), "utf8");

type Toml = {
  api_version?: string;
  name?: string;
  handle?: string;
  type?: string;
  extensions?: {
    name: string;
    description?: string;
    handle: string;
    type: string;
    targeting?: { target: string; module: string }[];
    capabilities?: Record<string, unknown>;
  }[];
};
const all = readdirSync(folder)
  .filter((name) => existsSync(path.join(folder, name, "shopify.extension.toml")))
  .map((name) => ({ name, toml: parse(read(name, "shopify.extension.toml")) as Toml }));
const ui = all.filter(({ toml }) => toml.extensions).map(({ name, toml }) => ({ name, toml, extension: toml.extensions![0] }));
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(path.join(root, "node_modules/@shopify", name, "package.json"), "utf8")) as { version: string }).version;
/** "2026-07" of "2026.7.4". */
const quarterOf = (version: string) =>
  version.replace(/^(\d+)\.(\d+)\..*$/, (_, year: string, month: string) => `${year}-${month.padStart(2, "0")}`);

test("there are the theme's block, the account's page, the blocks at an order and the pixel; what else lies there is part of no extension of its own", () => {
  expect(all.map(({ name }) => name)).toEqual(["regulars-account-page", "regulars-order-blocks", "regulars-pixel", "regulars-rewards"]);
  const rest = readdirSync(folder).filter((name) => !all.some((one) => one.name === name));
  expect(rest).toEqual(["in-both"]);
});

test("types are Shopify's, handles are ours, short and each its own", () => {
  const types = all.map(({ toml }) => toml.type ?? toml.extensions!.map(({ type }) => type).join());
  expect(types).toEqual(["ui_extension", "ui_extension", "web_pixel_extension", "theme"]);
  const handles = all.flatMap(({ toml }) => toml.handle ?? toml.extensions!.map(({ handle }) => handle));
  expect(handles).toEqual(all.map(({ name }) => name));
  expect(handles.filter((handle) => !/^regulars-[a-z-]{1,21}$/.test(handle))).toEqual([]);
});

test("one version: the package's, the tester's, and every extension's", () => {
  const [library, tester] = [quarterOf(versionOf("ui-extensions")), quarterOf(versionOf("ui-extensions-tester"))];
  expect(library).toMatch(/^20\d\d-(01|04|07|10)$/);
  expect([tester, ...ui.map(({ toml }) => toml.api_version)]).toEqual(Array(1 + ui.length).fill(library));
});

describe.each(ui)("$name", ({ name, extension }) => {
  const targets = extension.targeting!.map(({ target }) => target);

  test("every target exists in Shopify's package, and its module is there and renders something", () => {
    expect(targets.length).toBeGreaterThan(0);
    for (const { target, module } of extension.targeting!) {
      const surface = target.startsWith("purchase.") ? "checkout" : "customer-account";
      const types = path.join(root, "node_modules/@shopify/ui-extensions/build/ts/surfaces", surface, "targets", `${target}.d.ts`);
      expect(existsSync(types), target).toBe(true);
      expect(read(name, module), module).toMatch(/export default async function/);
    }
  });

  test("a full page stands alone", () => {
    if (targets.some((target) => target.endsWith(".page.render"))) expect(targets).toHaveLength(1);
  });

  test("it may reach the app, and asks for nothing more", () => {
    expect(extension.capabilities).toEqual({ network_access: true });
  });

  test("its name and description are texts that are there and short enough for Shopify", () => {
    expect([extension.name, extension.description].every((key) => key!.startsWith("t:"))).toBe(true);
    for (const file of readdirSync(path.join(folder, name, "locales"))) {
      const words = JSON.parse(read(name, "locales", file)) as Record<string, string>;
      for (const key of [extension.name, extension.description!]) expect(words[key.replace(/^t:/, "")], `${file} ${key}`).toBeTruthy();
      expect(words.name.length, file).toBeLessThanOrEqual(30);
      expect(words.description.length, file).toBeLessThanOrEqual(250);
    }
  });

  test("every text is used, and other languages have the same ones", () => {
    const words = Object.keys(JSON.parse(read(name, "locales/en.default.json")) as object);
    const code = readdirSync(path.join(folder, name, "src"))
      .map((file) => read(name, "src", file))
      .join("\n");
    const used = [...code.matchAll(/\bwords\("(\w+)"\)/g)].map(([, key]) => key);
    expect([...new Set([...used, "name", "description"])].sort()).toEqual([...words].sort());
    const english = JSON.parse(read(name, "locales/en.default.json")) as Record<string, string>;
    for (const language of LANGUAGES.filter((one) => one !== "en")) {
      const own = JSON.parse(read(name, "locales", `${language}.json`)) as Record<string, string>;
      expect(Object.keys(own), language).toEqual(words);
      expect(
        words.filter((key) => own[key] === english[key]),
        language,
      ).toEqual([]);
    }
    expect(readdirSync(path.join(folder, name, "locales"))).toHaveLength(LANGUAGES.length);
  });
});

test("they ask the app where shopify.app.toml says it is", () => {
  const { application_url } = parse(readFileSync(path.join(root, "shopify.app.toml"), "utf8")) as { application_url: string };
  expect(/const APP_URL = "([^"]+)"/.exec(read("in-both/ask-regulars.ts"))?.[1]).toBe(application_url);
});

test("every address they ask is a route of ours", () => {
  const code = ["in-both", ...ui.map(({ name }) => `${name}/src`)].flatMap((part) =>
    readdirSync(path.join(folder, part)).map((file) => read(part, file)),
  );
  const asked = new Set([...code.join("\n").matchAll(/["`](\/account\/\w+)/g)].map(([, address]) => address));
  expect([...asked].sort()).toEqual(["/account/code", "/account/rewards", "/account/standing", "/account/statement"]);
  for (const address of asked)
    expect(existsSync(path.join(root, `app/routes${address.replace(/^\/(\w+)\//, "/$1.")}.ts`)), address).toBe(true);
});
