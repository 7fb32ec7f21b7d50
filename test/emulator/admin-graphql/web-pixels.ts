/**
 * The app's web pixel in the shop: one, with settings as the extension's toml declares them. Shopify asks for two scopes to put one
 * in; only one of them is written in its schema. That the query fails while there is none is how we remember Shopify to answer.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GraphQLError } from "graphql";
import { parse } from "smol-toml";
import type { EmulatorContext } from "../context.ts";
import { gid, readGid } from "./gid.ts";
import { objectType, type ApiCall, type Arguments } from "./resolver.ts";

type Pixel = { id: string; settings: unknown };
type UserError = { field: string[]; code: string; message: string };
type Toml = { type?: string; settings?: { fields?: Record<string, { validations?: { name: string; value: string }[] }> } };

const NOTE = "webPixel";

export const webPixelIn = (context: EmulatorContext): Pixel | null => {
  const { value } = context.books.note.get(NOTE) ?? {};
  return value ? (JSON.parse(value) as Pixel) : null;
};
const keep = (context: EmulatorContext, pixel: Pixel): Pixel => {
  context.books.note.put(NOTE, { value: JSON.stringify(pixel) });
  return pixel;
};

export const webPixelTypes = {
  WebPixel: objectType<Pixel>({
    id: (pixel) => gid("WebPixel", pixel.id),
    settings: (pixel) => JSON.stringify(pixel.settings),
  }),
};

export const webPixelQueries = objectType<unknown>({
  webPixel: {
    args: ["id"],
    resolve: (_root, args, call) => {
      const pixel = webPixelIn(call.emulator);
      if (!pixel || (args.id && readGid(args.id)?.id !== pixel.id))
        throw new GraphQLError("No web pixel was found for this app.", { extensions: { code: "RESOURCE_NOT_FOUND" } });
      return pixel;
    },
  },
});

export const webPixelMutations = objectType<unknown>({
  webPixelCreate: {
    args: ["webPixel"],
    resolve: (_root, args, call) => {
      mayRead(call);
      if (webPixelIn(call.emulator)) return failed("TAKEN", "Web pixel has already been taken");
      return put(args, call, call.emulator.books.nextId());
    },
  },
  webPixelUpdate: {
    args: ["id", "webPixel"],
    resolve: (_root, args, call) => {
      mayRead(call);
      const id = knownId(args, call);
      return id === null ? failed("NOT_FOUND", "Web pixel not found", "id") : put(args, call, id);
    },
  },
  webPixelDelete: {
    args: ["id"],
    resolve: (_root, args, call) => {
      const id = knownId(args, call);
      if (id === null) return { deletedWebPixelId: null, userErrors: failed("NOT_FOUND", "Web pixel not found", "id").userErrors };
      call.emulator.books.note.delete(NOTE);
      return { deletedWebPixelId: gid("WebPixel", id), userErrors: [] };
    },
  },
});

function mayRead(call: ApiCall): void {
  if (call.scopes.has("read_customer_events")) return;
  throw new GraphQLError("Access denied for a web pixel. Required access: `read_customer_events` access scope.", {
    extensions: { code: "ACCESS_DENIED" },
  });
}

function knownId(args: Arguments, call: ApiCall): string | null {
  const pixel = webPixelIn(call.emulator);
  return pixel && readGid(args.id)?.id === pixel.id ? pixel.id : null;
}

/** Settings come as JSON text; every field that is declared must be there, as text of the declared length, and no other. */
function put(args: Arguments, call: ApiCall, id: string): { webPixel: Pixel | null; userErrors: UserError[] } {
  const fields = declaredFields(call.emulator);
  if (!fields) return failed("NO_EXTENSION", "The app has no web pixel extension");
  const { settings: given } = args.webPixel as { settings: unknown };
  let settings: unknown = given;
  if (typeof given === "string") {
    try {
      settings = JSON.parse(given);
    } catch {
      return failed("INVALID_CONFIGURATION_JSON", "Settings must be valid JSON", "settings");
    }
  }
  if (typeof settings !== "object" || settings === null)
    return failed("INVALID_CONFIGURATION_JSON", "Settings must be an object", "settings");
  const values = settings as Record<string, unknown>;
  const wrong = [
    ...Object.keys(values).filter((name) => !(name in fields)),
    ...Object.entries(fields).flatMap(([name, { validations = [] }]) => {
      const least = Number(validations.find((one) => one.name === "min")?.value ?? 0);
      const value = values[name];
      return typeof value === "string" && value.length >= least ? [] : [name];
    }),
  ];
  if (wrong.length > 0) return failed("INVALID_SETTINGS", `Settings are not valid: ${wrong.join(", ")}`, "settings");
  return { webPixel: keep(call.emulator, { id, settings }), userErrors: [] };
}

const failed = (code: string, message: string, field = "webPixel"): { webPixel: null; userErrors: UserError[] } => ({
  webPixel: null,
  userErrors: [{ field: [field], code, message }],
});

function declaredFields({ config }: EmulatorContext) {
  const folder = config.extensionFolder;
  if (!folder || !existsSync(folder)) return null;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name, "shopify.extension.toml");
    if (!existsSync(path)) continue;
    const toml = parse(readFileSync(path, "utf8")) as Toml;
    if (toml.type === "web_pixel_extension") return toml.settings?.fields ?? {};
  }
  return null;
}
