/**
 * The house rules that a machine can hold: data flows one way, nouns know only nouns above them, the domain knows
 * neither the web nor Shopify nor the machine's clock, one file wires, one appends to the ledger, and every table is
 * either under row-level security or named here.
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "smol-toml";

const root = path.resolve(import.meta.dirname, "..");

/** In pipeline order: a noun imports only nouns above it. */
const NOUNS = [
  "money",
  "program",
  "shop",
  "product",
  "order",
  "buyer",
  "mining",
  "letter",
  "invitation",
  "ambassador",
  "code",
  "click",
  "leak",
  "attribution",
  "ledger",
  "reward",
  "campaign",
  "content",
  "page",
  "delivery",
  "proof",
  "insight",
  "privacy",
];

/** Tables without row-level security, each with its reason. */
const EXEMPT_TABLES = {
  session: "looked up before a shop is known, by the door's role alone",
  shop: "the directory: who is installed",
  receipt: "the inbox: a webhook is kept before anything is made of it",
  awake: "when a worker wrote, and nothing of anybody's",
  erasure: "the proof that a shop was erased; holds no shop's name",
};

type File = { path: string; text: string; imports: string[] };

const filesIn = (folder: string): File[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => {
      const full = path.join(entry.parentPath, entry.name);
      const text = readFileSync(full, "utf8");
      return { path: path.relative(root, full), text, imports: importsOf(text).map((one) => resolveImport(full, one)) };
    });

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*"([^"]+)"|import\("([^"]+)"\)|(?:^|\n)import\s*"([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? match[3],
  );

/** "app/domain/money/money" for what is ours, the package's name for what is not. */
function resolveImport(from: string, one: string): string {
  if (one.startsWith("~/")) return `app/${one.slice(2)}`;
  return one.startsWith(".") ? path.relative(root, path.resolve(path.dirname(from), one)) : one;
}

const app = filesIn("app");
const domain = app.filter((file) => file.path.startsWith("app/domain/"));
const nounOf = (place: string): string | undefined => /^app\/domain\/([a-z]+)\//.exec(place)?.[1];
const offenders = (files: File[], forbidden: (one: string, file: File) => boolean): string[] =>
  files.flatMap((file) => file.imports.filter((one) => forbidden(one, file)).map((one) => `${file.path} imports ${one}`));
const under =
  (...folders: string[]) =>
  (one: string) =>
    folders.some((folder) => one === folder || one.startsWith(`${folder}/`));

describe("one way: routes and jobs → ingest → domain → ports ← adapters", () => {
  test("the domain imports only itself, ports, and a few pure packages", () => {
    const allowed = under(
      "app/domain",
      "app/ports",
      "@prisma/client",
      "node:crypto",
      "node:events",
      "pg-copy-streams",
      "zod",
      "csv-stringify/sync",
    );
    expect(offenders(domain, (one) => !allowed(one))).toEqual([]);
  });

  test("ports are types: they import only ports and the shapes of the database", () => {
    expect(
      offenders(
        app.filter((file) => file.path.startsWith("app/ports/")),
        (one, file) => !under("app/ports", "@prisma/client", "pg")(one) && !one.startsWith(path.dirname(file.path)),
      ),
    ).toEqual([]);
  });

  test("ingest imports no route, job, page or adapter", () => {
    const forbidden = under("app/routes", "app/jobs", "app/components", "app/adapters/shopify-admin");
    // The version a webhook must be of is the one we ask for.
    const version = "app/adapters/shopify-admin/api-version";
    expect(
      offenders(
        app.filter((file) => file.path.startsWith("app/ingest/")),
        (one) => forbidden(one) && one !== version,
      ),
    ).toEqual([]);
  });

  test("adapters import no route, job or page", () => {
    expect(
      offenders(
        app.filter((file) => file.path.startsWith("app/adapters/")),
        under("app/routes", "app/jobs", "app/components"),
      ),
    ).toEqual([]);
  });

  test("components reach nothing that touches the world; the shapes of what a loader gives them they may name", () => {
    const components = app
      .filter((file) => file.path.startsWith("app/components/"))
      .map((file) => ({
        ...file,
        imports: importsOf(file.text.replace(/^import type [^;]*;$/gms, "")).map((one) => resolveImport(path.join(root, file.path), one)),
      }));
    expect(offenders(components, (one) => one.endsWith(".server") || under("app/adapters", "app/ingest")(one))).toEqual([]);
  });

  test("no component knows a route: a route shows components, never the other way round", () => {
    expect(
      offenders(
        app.filter((file) => file.path.startsWith("app/components/")),
        under("app/routes"),
      ),
    ).toEqual([]);
  });

  // The store's currency of today may be another than a programme's or an order's: £50.00 is not ¥5,000.
  test("no page and no store's place has a currency at hand to write any amount in: each amount names its own", () => {
    const of = (name: string) => app.find((file) => file.path === name)!.text;
    expect(of("app/components/how-written.ts")).not.toMatch(/currency/i);
    expect(of("app/routes/app.tsx")).not.toMatch(/currency/i);
    expect(/type HowWritten = \{[^}]*\}/.exec(of("app/words/admin/numbers.ts"))![0]).not.toMatch(/currency/i);
    expect(of("app/domain/page/read-shop-place.server.ts")).toContain('type ShopPlace = Omit<Place, "currency">');
  });

  test("app/ never knows the emulator, and the emulator never knows app/", () => {
    expect(app.filter((file) => /emulator/i.test(file.text)).map((file) => file.path)).toEqual([]);
    expect(offenders(filesIn("test/emulator"), under("app"))).toEqual([]);
  });
});

describe("nouns", () => {
  test("every folder of the domain is a noun of the pipeline", () => {
    expect(domain.map((file) => nounOf(file.path)).filter((noun) => noun && !NOUNS.includes(noun))).toEqual([]);
  });

  test("a noun imports only nouns above it", () => {
    expect(
      offenders(domain, (one, file) => {
        const [from, to] = [nounOf(file.path), nounOf(one)];
        return from !== undefined && to !== undefined && NOUNS.indexOf(to) > NOUNS.indexOf(from);
      }),
    ).toEqual([]);
  });

  test("an action's file is named after the one action it exports", () => {
    const wrong = domain
      .filter((file) => file.path.endsWith(".server.ts"))
      .flatMap((file) => {
        const name = path.basename(file.path, ".server.ts").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
        const functions = [
          ...file.text.matchAll(
            /export (?:async )?function\*? (\w+)|export async function\* (\w+)|export const (\w+)(?:: \w+)? = (?:async )?[({]/g,
          ),
        ].map((match) => match[1] ?? match[2] ?? match[3]);
        return functions.includes(name) ? [] : [`${file.path} exports ${functions.join(", ") || "no function"}`];
      });
    expect(wrong).toEqual([]);
  });

  test("there is no junk drawer", () => {
    const drawers = [...app, ...filesIn("test")].filter((file) =>
      /(^|\/)(utils?|helpers?|services?|common|misc|v2)(\/|\.|$)/.test(file.path),
    );
    expect(drawers.map((file) => file.path)).toEqual([]);
  });
});

describe("one place", () => {
  test("only world.server.ts wires adapters together for actions", () => {
    const wirers = app
      .filter((file) => file.imports.some(under("app/adapters/shopify-admin/shopify-admin.server", "app/adapters/smtp-mailer.server")))
      .map((file) => file.path);
    expect(wirers).toEqual(["app/world.server.ts"]);
  });

  test.each([
    ["@shopify/shopify-app-remix/server", "app/shopify.server.ts"],
    ["@shopify/shopify-app-remix/react", "app/shell.tsx"],
    ["@shopify/app-bridge-react", "app/shell.tsx"],
  ])("only one file imports %s", (library, file) => {
    expect(app.filter((one) => one.imports.includes(library)).map((one) => one.path)).toEqual([file]);
  });

  test("only one action appends to the ledger", () => {
    const writers = app
      .filter((file) => /\.entry\.(create|createMany|upsert)\b|INSERT INTO entry\b/.test(file.text))
      .map((file) => file.path);
    expect(writers).toEqual(["app/domain/ledger/append-entry.server.ts"]);
  });

  test("one API version: the code's and shopify.app.toml's are the same", async () => {
    const toml = parse(readFileSync(path.join(root, "shopify.app.toml"), "utf8")) as { webhooks: { api_version: string } };
    const { ADMIN_API_VERSION } = await import("~/adapters/shopify-admin/api-version");
    expect(ADMIN_API_VERSION).toBe(toml.webhooks.api_version);
    const named = app.filter((file) => /["'`]20\d\d-(01|04|07|10)["'`]/.test(file.text)).map((file) => file.path);
    expect(named).toEqual(["app/adapters/shopify-admin/api-version.ts"]);
  });
});

describe("time and chance", () => {
  test("the domain asks the world for the time and for chance, never the machine", () => {
    const askers = domain
      .filter((file) =>
        /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomUUID\(|randomBytes\(|process\.env/.test(file.text),
      )
      .map((file) => file.path);
    expect(askers).toEqual([]);
  });

  test("no domain table takes its time from the database's clock", () => {
    const migrations = readdirSync(path.join(root, "prisma/migrations"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of migrations) {
      const sql = readFileSync(path.join(root, "prisma/migrations", name, "migration.sql"), "utf8").replace(/--.*$/gm, "");
      expect(sql, name).not.toMatch(/\bnow\(\)|CURRENT_TIMESTAMP|clock_timestamp/i);
    }
  });
});

describe("tenants", () => {
  const schema = readFileSync(path.join(root, "prisma/schema.prisma"), "utf8");
  const tables = [...schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)].map(([, body]) => ({
    body,
    table: /@@map\("(\w+)"\)/.exec(body)![1],
  }));

  test("every table leads with shop_id, or is named as exempt with its reason", () => {
    const without = tables
      .filter(({ body }) => !/^\s*shopId\s+String\s/.test(body.replace(/^\s*\/\/\/.*\n/gm, "")))
      .map(({ table }) => table);
    expect(without.sort()).toEqual(["awake", "erasure", "session"]);
  });

  test("every key and index leads with the shop", () => {
    const loose = tables
      .filter(({ table }) => !(table in EXEMPT_TABLES))
      .flatMap(({ table, body }) =>
        [...body.matchAll(/@@(?:id|unique|index)\(\[(\w+)/g)].filter(([, first]) => first !== "shopId").map(([key]) => `${table}: ${key}`),
      );
    expect(loose).toEqual([]);
  });
});

test("the files of app/ are small enough to be one thing", () => {
  const long = app
    .filter((file) => file.text.split("\n").length > 300)
    .map((file) => `${file.path}: ${file.text.split("\n").length} lines`);
  expect(long).toEqual([]);
});
