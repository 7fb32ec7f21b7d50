/**
 * The app's UI extensions as its own files declare them, bundled as Shopify's command line does: one script per extension that
 * calls `shopify.extend` for each of its targets. Read afresh each time, so a change is seen at the next reload.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "smol-toml";
import type { EmulatorContext } from "../context.ts";

export type UiExtension = { handle: string; folder: string; targets: { target: string; module: string }[]; networkAccess: boolean };

type Toml = {
  extensions?: {
    handle: string;
    type: string;
    targeting?: UiExtension["targets"];
    capabilities?: { network_access?: boolean };
  }[];
};

export function uiExtensions({ config: { extensionFolder } }: EmulatorContext): UiExtension[] {
  if (!extensionFolder || !existsSync(extensionFolder)) return [];
  return readdirSync(extensionFolder).flatMap((name) => {
    const folder = resolve(join(extensionFolder, name));
    const toml = join(folder, "shopify.extension.toml");
    if (!existsSync(toml)) return [];
    const { extensions = [] } = parse(readFileSync(toml, "utf8")) as Toml;
    return extensions
      .filter(({ type }) => type === "ui_extension")
      .map(({ handle, targeting = [], capabilities }) => ({
        ...{ handle, folder, targets: targeting },
        networkAccess: capabilities?.network_access === true,
      }));
  });
}

/** The texts a shopper gets; Shopify takes the default ones where there are none in their language. */
export function wordsOf({ folder }: UiExtension, language: string): Record<string, string> {
  const own = join(folder, `locales/${language}.json`);
  return JSON.parse(readFileSync(existsSync(own) ? own : join(folder, "locales/en.default.json"), "utf8")) as Record<string, string>;
}

const ENTRY = "virtual:entry";

/** @returns the script. @throws when it cannot be bundled, saying why */
export async function bundleExtension({ targets, folder }: UiExtension, appUrl: string): Promise<string> {
  const { build } = await import("vite");
  const entry = targets
    .map(({ target, module }, at) => {
      const from = JSON.stringify(join(folder, module));
      return `import render${at} from ${from};\nshopify.extend(${JSON.stringify(target)}, (...given) => render${at}(...given));`;
    })
    .join("\n");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    // As a development store's command line does with the tunnel's address.
    define: { "process.env.APP_URL": JSON.stringify(appUrl), "process.env.NODE_ENV": '"production"' },
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
        load: (id) => (id === `\0${ENTRY}` ? entry : null),
      },
    ],
    build: { write: false, minify: false, rollupOptions: { input: ENTRY, output: { format: "iife" } } },
  });
  const [{ output }] = [built].flat() as { output: { type: string; code?: string }[] }[];
  return output.find(({ type }) => type === "chunk")!.code!;
}
