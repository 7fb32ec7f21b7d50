/** `npm run mine`: the same mining as in a store, on a file, for whoever wants to see what their orders say. */
import process from "node:process";
import { OrderFileProblem } from "~/adapters/order-file/order-file";
import { asJson } from "./as-json";
import { mineFile } from "./mine-file.server";
import { MineUsage, readMineOptions } from "./options";
import { report } from "./report";

async function main(): Promise<number> {
  try {
    const options = readMineOptions(process.argv.slice(2));
    const result = await mineFile(options, new Date());
    process.stdout.write(options.json ? `${JSON.stringify(asJson(result))}\n` : report(options.file, result));
    return 0;
  } catch (error) {
    if (error instanceof MineUsage && error.asked) process.stdout.write(`${error.message}\n`);
    // What somebody can mend is said in a sentence; anything else is a defect and shown whole.
    else if (error instanceof MineUsage || error instanceof OrderFileProblem || error instanceof RangeError)
      process.stderr.write(`${error.message}\n`);
    else throw error;
    return error instanceof MineUsage && error.asked ? 0 : 2;
  }
}

process.exitCode = await main();
