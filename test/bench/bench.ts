/**
 * `npm run bench -- mining [--quick] [--json] [--only PART,PART]`: measures, prints a table (with --json one object on stdout, the
 * rest on stderr) and ends with 1 when something that must be equal is not. Times are told, never judged.
 */
import { cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { benchMining, PARTS, tables, type Part } from "./mining.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, json: { type: "boolean" }, only: { type: "string" } },
});
const parts = (values.only?.split(",") ?? PARTS) as Part[];
const unknown = parts.filter((part) => !PARTS.includes(part));
if (positionals[0] !== "mining" || positionals.length > 1 || unknown.length > 0) {
  process.stderr.write(`npm run bench -- mining [--quick] [--json] [--only ${PARTS.join(",")}]\n`);
  process.exit(2);
}

const from = performance.now();
const found = await benchMining({ quick: values.quick ?? false, parts, say: (line) => process.stderr.write(`${line}\n`) });
const told = {
  machine: { cores: cpus().length, model: cpus()[0]?.model ?? "unknown" },
  seconds: Math.round((performance.now() - from) / 1_000),
  ...found,
};
process.stdout.write(
  values.json
    ? `${JSON.stringify(told)}\n`
    : `${tables(found)}\n${told.seconds} s on ${told.machine.cores} cores (${told.machine.model}).\n`,
);
process.exitCode = found.import && found.import.problems.length > 0 ? 1 : 0;
