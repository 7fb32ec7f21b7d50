/**
 * `npm run --silent simulate -- --seeds A..B`: lives shops' lives by seed, calm and in a storm, and ends non-zero unless every one
 * of them ended as it must. A seed that did not is printed with the command that replays it and its first difference in words.
 */
import { prepareEnvironment } from "./environment.ts";
import { HelpWanted, readOptions, WrongOption, type SimulateOptions } from "./options.ts";

async function main(options: SimulateOptions): Promise<number> {
  prepareEnvironment();
  // Shopify's libraries keep the fetch they first see, so the redirect comes before the app, and the environment before both.
  await import("../emulator/redirect.mjs");
  const { runSeeds } = await import("./run-seeds.ts");
  const { openDatabase } = await import("./open-database.ts");
  const { stopTestServerIfUnused } = await import("../support/test-server.ts");
  const { failureInWords, reportInWords } = await import("./report.ts");
  const say = (text: string): void => {
    (options.json ? process.stderr : process.stdout).write(`${text}\n`);
  };
  const database = await openDatabase();
  try {
    const report = await runSeeds(database, {
      ...options,
      onSeed: (seed, failure, seconds) => say(failure ? failureInWords(failure) : `seed ${seed}: held (${seconds} s)`),
    });
    say(reportInWords(report));
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    return report.failures.length ? 1 : 0;
  } finally {
    await database.close();
    await stopTestServerIfUnused();
  }
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof WrongOption) && !(error instanceof HelpWanted)) throw error;
  (error instanceof HelpWanted ? process.stdout : process.stderr).write(`${error.message}\n`);
  process.exitCode = error instanceof HelpWanted ? 0 : 2;
}
