/**
 * `npm run --silent simulate -- --seeds A..B`: lives shops' lives by seed, calm and in a storm, and ends non-zero unless every one
 * of them ended as it must. A seed that did not is printed with the command that replays it and its first difference in words.
 */
import { HelpWanted, readOptions, WrongOption, type SimulateOptions } from "./options.ts";
import { failureInWords, reportInWords } from "./report.ts";
import { shareSeeds } from "./share-seeds.ts";
import { stopTestServerIfUnused } from "../support/test-server.ts";

async function main(options: SimulateOptions): Promise<number> {
  const say = (text: string): void => {
    (options.json ? process.stderr : process.stdout).write(`${text}\n`);
  };
  try {
    const report = await shareSeeds({
      ...options,
      onSeed: ({ seeds: [seed], failures: [failure], seconds }) =>
        say(failure ? failureInWords(failure) : `seed ${seed}: held (${seconds} s)`),
    });
    say(reportInWords(report));
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    return report.failures.length ? 1 : 0;
  } finally {
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
