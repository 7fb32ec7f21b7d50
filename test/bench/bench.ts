/**
 * `npm run bench -- mining|money|kills|storefront|leaks|lighthouse [--quick] [--json] [--only PART,PART]`: measures, prints a table (with --json one
 * object on stdout, the rest on stderr) and ends with 1 when something that must be equal is not. Times are told, never judged.
 */
import { cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { benchKills, PARTS as KILL_PARTS, tables as killTables } from "./kills.ts";
import { benchMining, PARTS as MINING_PARTS, tables as miningTables, type Part as MiningPart } from "./mining.ts";
import { benchStorefront, PARTS as STOREFRONT_PARTS, tables as storefrontTables, type Part as StorefrontPart } from "./storefront.ts";
import { benchLeaks, PARTS as LEAK_PARTS, tables as leakTables, type Part as LeakPart } from "./leaks.ts";
import { benchLighthouse, PARTS as LIGHTHOUSE_PARTS, tables as lighthouseTables, type Part as LighthousePart } from "./lighthouse.ts";
import { benchMoney, PARTS as MONEY_PARTS, tables as moneyTables, type Part as MoneyPart } from "./money.ts";

const say = (line: string) => process.stderr.write(`${line}\n`);
type Ran = { found: object; table: string; problems: string[] };
const BENCHES: Record<string, { parts: readonly string[]; run: (quick: boolean, parts: string[]) => Promise<Ran> }> = {
  mining: {
    parts: MINING_PARTS,
    async run(quick, parts) {
      const found = await benchMining({ quick, parts: parts as MiningPart[], say });
      return { found, table: miningTables(found), problems: found.import?.problems ?? [] };
    },
  },
  leaks: {
    parts: LEAK_PARTS,
    run(quick, parts) {
      const found = benchLeaks({ quick, parts: parts as LeakPart[], say });
      return Promise.resolve({ found, table: leakTables(found), problems: found.problems });
    },
  },
  lighthouse: {
    parts: LIGHTHOUSE_PARTS,
    async run(quick, parts) {
      const found = await benchLighthouse({ quick, parts: parts as LighthousePart[], say });
      return { found, table: lighthouseTables(found), problems: found.problems };
    },
  },
  money: {
    parts: MONEY_PARTS,
    async run(quick, parts) {
      const found = await benchMoney({ quick, parts: parts as MoneyPart[], say });
      return { found, table: moneyTables(found), problems: found.problems };
    },
  },
  kills: {
    parts: KILL_PARTS,
    async run(quick) {
      const found = await benchKills({ quick, say });
      return { found, table: killTables(found), problems: found.problems };
    },
  },
  storefront: {
    parts: STOREFRONT_PARTS,
    async run(quick, parts) {
      const found = await benchStorefront({ quick, parts: parts as StorefrontPart[], say });
      return { found, table: storefrontTables(found), problems: found.problems };
    },
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, json: { type: "boolean" }, only: { type: "string" } },
});
const bench = Object.hasOwn(BENCHES, positionals[0] ?? "") ? BENCHES[positionals[0]] : null;
const parts = values.only?.split(",") ?? [...(bench?.parts ?? [])];
if (!bench || positionals.length > 1 || parts.some((part) => !bench.parts.includes(part))) {
  for (const [name, one] of Object.entries(BENCHES)) say(`npm run bench -- ${name} [--quick] [--json] [--only ${one.parts.join(",")}]`);
  process.exit(2);
}

const from = performance.now();
const { found, table, problems } = await bench.run(values.quick ?? false, parts);
const told = {
  machine: { cores: cpus().length, model: cpus()[0]?.model ?? "unknown" },
  seconds: Math.round((performance.now() - from) / 1_000),
  ...found,
};
process.stdout.write(
  values.json ? `${JSON.stringify(told)}\n` : `${table}\n${told.seconds} s on ${told.machine.cores} cores (${told.machine.model}).\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
