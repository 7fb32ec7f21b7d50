/** The matrix in a process of its own (`kill-process.ts TURN [part of a situation's name]`), told on stdout as JSON: the app may be loaded only once its environment is there. */
import process from "node:process";
import { prepareEnvironment } from "../simulate/environment.ts";

prepareEnvironment();
await import("../emulator/redirect.mjs");
const { runKills } = await import("./kill-matrix.ts");
const { openDatabase } = await import("../simulate/open-database.ts");

const [turn, only] = process.argv.slice(2);
const database = await openDatabase();
try {
  const report = await runKills(database, {
    turn: Number(turn),
    only: only ? ({ name }) => name.includes(only) : undefined,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(JSON.stringify(report));
} finally {
  await database.close();
}
process.exit(0);
