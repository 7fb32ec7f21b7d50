/**
 * The `t` filter's rules: the visitor's language where the folder has it, else the default one, key by key. A dotted key into a locale file, `{{ name }}` filled in and escaped (unless the key ends in
 * `_html`), `one`/`other` chosen by `count`. Shopify prints "Translation missing"; here a missing key is an error that names it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { escapeHtml } from "../../markup.ts";

type Texts = { language: string; texts: Record<string, unknown> };
export type Translations = Texts & { otherwise?: Texts };

/** The texts of a theme or extension folder; no `locales/` means no texts. @param language of the visitor */
export function readTranslations(folder: string, language = "en"): Translations {
  const file = [language, language.split("-")[0]].map((one) => join(folder, "locales", `${one}.json`)).find((path) => existsSync(path));
  const otherwise = readDefault(folder);
  if (!file) return otherwise;
  return { language: basename(file, ".json"), texts: JSON.parse(readFileSync(file, "utf8")) as Texts["texts"], otherwise };
}

function readDefault(folder: string): Texts {
  const files = folderEntries(join(folder, "locales")).filter((name) => /^[\w-]+\.default\.json$/.test(name));
  if (files.length === 0) return { language: "en", texts: {} };
  if (files.length > 1) throw new Error(`${folder}/locales has ${files.length} default locales (${files.join(", ")}): keep one`);
  return { language: files[0].split(".")[0], texts: JSON.parse(readFileSync(join(folder, "locales", files[0]), "utf8")) };
}

export function translate(translations: Translations, key: string, values: Record<string, unknown>): string {
  const text = textOf(translations, key, values.count) ?? (translations.otherwise && textOf(translations.otherwise, key, values.count));
  if (typeof text !== "string") throw new Error(`the locale ${translations.language} has no text for "${key}"`);
  const asHtml = key.endsWith("_html");
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    if (!(name in values)) throw new Error(`the text "${key}" needs ${name}, which was not given`);
    const value = String(values[name] ?? "");
    return asHtml ? value : escapeHtml(value);
  });
}

function textOf({ language, texts }: Texts, key: string, count: unknown): unknown {
  const found = key.split(".").reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], texts);
  return typeof found === "object" && found !== null ? plural(language, found as Record<string, string>, count) : found;
}

/** What a schema's `t:` text is in the merchant's editor, in English here. */
export function schemaText(folder: string, text: unknown): unknown {
  if (typeof text !== "string" || !text.startsWith("t:")) return text;
  const texts = JSON.parse(readFileSync(join(folder, "locales/en.default.schema.json"), "utf8")) as Texts["texts"];
  return translate({ language: "en", texts }, text.slice(2), {});
}

function plural(language: string, forms: Record<string, string>, count: unknown): string | undefined {
  if (count === undefined) return undefined;
  return forms[new Intl.PluralRules(language).select(Number(count))] ?? forms.other;
}

function folderEntries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
