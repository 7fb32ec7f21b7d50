/**
 * Lets plain Node load the app's own TypeScript as the build does: "~/x" is app/x, endings may be left out, and "x?raw" is a
 * file's text. Node takes the types away by itself. Preloaded by test/bootstrap.mjs, so that a file can be mined and a
 * benchmark run without building the app.
 */
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const app = path.resolve(import.meta.dirname, "../../app");
const ENDINGS = ["", ".ts", ".tsx", "/index.ts"];

const isOurs = (parent) => parent?.startsWith("file:") && !parent.includes("/node_modules/");

registerHooks({
  resolve(specifier, context, next) {
    const raw = specifier.endsWith("?raw");
    const asked = raw ? specifier.slice(0, -"?raw".length) : specifier;
    if (!isOurs(context.parentURL) || !/^(~|\.{1,2})\//.test(asked)) return next(specifier, context);
    const from = asked.startsWith("~/")
      ? path.join(app, asked.slice(2))
      : path.resolve(path.dirname(fileURLToPath(context.parentURL)), asked);
    const found = ENDINGS.map((ending) => from + ending).find((file) => path.extname(file) && existsSync(file));
    if (!found) return next(specifier, context);
    return { url: pathToFileURL(found).href + (raw ? "?raw" : ""), shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.endsWith("?raw")) return next(url, context);
    const text = readFileSync(fileURLToPath(url.slice(0, -"?raw".length)), "utf8");
    return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
  },
});
