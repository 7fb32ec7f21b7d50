/**
 * The README is the first file a newcomer believes, so it is held to the tree: what it names is there, and of the lists it
 * gives whole (commands, options, configuration, folders, nouns) nothing is missing.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { HelpWanted, readOptions } from "./demo/options.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const readme = read("README.md");
const unique = (items: Iterable<string>): string[] => [...new Set(items)].sort();

/** What stands between backticks, a line at a time. */
const spans = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);

/** The text below a heading of any level, to the next heading of that level or above. */
function section(heading: string): string {
  const [start] = readme.match(new RegExp(`^#+ ${heading}$`, "m")) ?? [];
  if (!start) throw new Error(`README.md has no heading "${heading}"`);
  const level = start.indexOf(" ");
  const below = readme.slice(readme.indexOf(start) + start.length);
  const end = below.search(new RegExp(`^#{1,${level}} `, "m"));
  return end < 0 ? below : below.slice(0, end);
}

/** A table's rows without its head, each as its cells. `head` is the first cell of the head. */
function table(text: string, head: string): string[][] {
  const lines = text.slice(text.indexOf(`| ${head} |`)).split("\n");
  const rows = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith("|")),
    )
    .map((line) => line.split("|").slice(1, -1));
  expect(rows.length, `the table "${head}"`).toBeGreaterThan(2);
  return rows.slice(2).map((cells) => cells.map((cell) => cell.trim()));
}

const files = (folder: string, ext: RegExp): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ext.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

const PLACE = /^(?:app|extensions|prisma|public|test)\/[\w.$/-]*$|^[\w-]+(?:\.[\w-]+)*\.(?:json|toml|md)$|^\w+\.config\.ts$/;
const placesIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span).filter((span) => PLACE.test(span));

describe("what the README names is there", () => {
  test("every file and folder", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, target]) => target);
    const named = unique([...placesIn(readme), ...links]);
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  });

  test("every link inside it leads to a heading", () => {
    const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/\s/g, "-"),
    );
    const links = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test("every variable in capitals is read somewhere", () => {
    const sources = [...files("app", /\.tsx?$/), ...files("prisma", /\.ts$/), "node_modules/@remix-run/serve/dist/cli.js"]
      .map(read)
      .join("\n");
    const named = unique(spans.flatMap((span) => span.match(/\b(?:[A-Z]{2,}(?:_[A-Z]+)+|PORT|HOST)\b/g) ?? []));
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
  });

  test("every word of the glossary is used by the code, in the code's spelling", () => {
    const code = [...files("app", /\.tsx?$/), ...files("prisma", /\.prisma$/), ...files("test/demo", /\.ts$/)].map(read).join("\n");
    // "held out" is heldOut in a name and held_out in a table.
    const spelled = (word: string): RegExp => new RegExp(word.split(" ").join("[ _-]?"), "i");
    const words = [...section("Glossary").matchAll(/\*\*([^*]+)\*\*/g)].map(([, word]) => word);
    expect(words.length).toBeGreaterThan(25);
    expect(words.filter((word) => !spelled(word).test(code))).toEqual([]);
  });
});

describe("nothing is missing from", () => {
  test("the commands: each script of package.json is named, and no other", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const commands = [...readme.matchAll(/\bnpm (?:run (?:--silent )?([\w:]+)|(test|start)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );
    expect(unique(commands)).toEqual(Object.keys(scripts).sort());
  });

  test("the demo's options", () => {
    const said = (() => {
      try {
        readOptions(["--help"]);
      } catch (error) {
        if (error instanceof HelpWanted) return error.message;
        throw error;
      }
      throw new Error("--help should tell the options");
    })();
    const optionsOf = (text: string): string[] => unique([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option));
    const told = optionsOf([...said.matchAll(/^ {2}--\S+/gm)].join("\n"));
    const rows = table(section("The demo's options"), "option");
    expect(told.length).toBeGreaterThan(5);
    expect(optionsOf(rows.map(([option]) => option).join("\n"))).toEqual(told);
  });

  test("the configuration: each variable, and whether the app can do without it", () => {
    const shape = /const shape = z\.object\(\{([\s\S]*?)^\}\);/m.exec(read("app/env.server.ts"))?.[1] ?? "";
    const wanted = [...shape.matchAll(/^ {2}([A-Z_]+): ([\s\S]*?),\n(?= {2}\S|$)/gm)].map(([, name, rule]) => ({
      name,
      needed: /\.optional\(\)|\.default\(/.test(rule) ? "no" : "yes",
    }));
    expect(wanted.length).toBeGreaterThan(8);
    const rows = table(section("Deploying"), "variable");
    expect(rows.map(([name, needed]) => ({ name: name.replaceAll("`", ""), needed }))).toEqual(wanted);
  });

  test("the house: each folder of app/, each noun of the domain", () => {
    const folders = (of: string): string[] =>
      readdirSync(path.join(root, of), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    const house = section("The house");
    const rows = table(house, "folder");
    const named = rows.flatMap(([folder]) => placesIn(folder));
    expect(folders("app").filter((folder) => !named.includes(`app/${folder}/`))).toEqual([]);
    const domain = rows.find(([folder]) => folder === "`app/domain/`");
    const nouns = [...(domain?.[1] ?? "").matchAll(/`(\w+)`/g)].map(([, noun]) => noun);
    expect([...nouns].sort()).toEqual(folders("app/domain").sort());
  });

  test("the nouns stand in the order in which they may know one another", () => {
    const order = /const NOUNS = \[([\s\S]*?)\]/.exec(read("test/architecture.test.ts"))?.[1].match(/\w+/g) ?? [];
    const nouns = [...(/`app\/domain\/` \|(.*)\|/.exec(readme)?.[1] ?? "").matchAll(/`(\w+)`/g)].map(([, noun]) => noun);
    expect(nouns).toEqual(order.filter((noun) => nouns.includes(noun)));
  });
});

test("the pipeline names a file for every arrow, in the order in which data flows", () => {
  const rows = table(section("The pipeline, a file per arrow"), "arrow");
  const arrows = "install import mine invite join code click checkout webhook decision ledger tier reward payout page letter proof".split(
    " ",
  );
  expect(rows.map(([arrow]) => arrow)).toEqual(arrows);
  const files = rows.map(([arrow, , where]) => ({ arrow, files: placesIn(where).filter((place) => /\.tsx?$/.test(place)).length }));
  expect(files.filter(({ files }) => files === 0)).toEqual([]);
});

test("the connections it tells an operator to expect are those a process opens", () => {
  const opened = ["app/db.server.ts", "app/adapters/boss-queue.server.ts"]
    .flatMap((file) => [...read(file).matchAll(/\bmax: (\d+)|connect\(env\(\)\.\w+, (\d+)\)/g)])
    .reduce((sum, [, max, given]) => sum + Number(max ?? given), 0);
  expect(/opens at most (\d+) connections/.exec(readme)?.[1]).toBe(String(opened));
});

test("it names no place on somebody's machine", () => {
  expect(readme.match(/(?:^|[\s`(])\/(?:work|tmp|root|home|Users)\b[^\s`)]*/g)).toBeNull();
});
