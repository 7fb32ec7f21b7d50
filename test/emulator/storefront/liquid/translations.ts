/**
 * The `t` filter's rules: a dotted key into a locale file, `{{ name }}` filled in and escaped (unless the key ends in
 * `_html`), `one`/`other` chosen by `count`. Shopify prints "Translation missing"; here a missing key is an error that names it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../../markup.ts";

export type Translations = { language: string; texts: Record<string, unknown> };

/** The default locale of a theme or extension folder; no `locales/` means no texts. */
export function readTranslations(folder: string): Translations {
  const files = folderEntries(join(folder, "locales")).filter((name) => /^[\w-]+\.default\.json$/.test(name));
  if (files.length === 0) return { language: "en", texts: {} };
  if (files.length > 1) throw new Error(`${folder}/locales has ${files.length} default locales (${files.join(", ")}): keep one`);
  return { language: files[0].split(".")[0], texts: JSON.parse(readFileSync(join(folder, "locales", files[0]), "utf8")) };
}

export function translate(translations: Translations, key: string, values: Record<string, unknown>): string {
  const found = key.split(".").reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], translations.texts);
  const text =
    typeof found === "object" && found !== null ? plural(translations.language, found as Record<string, string>, values.count) : found;
  if (typeof text !== "string") throw new Error(`the locale ${translations.language} has no text for "${key}"`);
  const asHtml = key.endsWith("_html");
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    if (!(name in values)) throw new Error(`the text "${key}" needs ${name}, which was not given`);
    const value = String(values[name] ?? "");
    return asHtml ? value : escapeHtml(value);
  });
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
