/** The demo's emulator with its store: filled at the first start, found again at the next. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "../emulator/index.ts";
import { fillStore, type FillReport, type StoreSource } from "../emulator/stores/index.ts";
import type { DemoOptions } from "./options.ts";
import { writeWhole } from "./whole-file.ts";

/** The folder holds another store than the one asked for. */
export class WrongStore extends Error {}

export async function openStore(
  folder: string,
  options: DemoOptions,
  say: (line: string) => void,
  emulatorOptions: EmulatorOptions,
  halt: AbortSignal,
): Promise<{ emulator: Emulator; report: string }> {
  const booksPath = path.join(folder, "store.sqlite");
  const noteFile = path.join(folder, "store.json");
  const wanted = sourceOf(options);
  const known =
    existsSync(noteFile) && existsSync(booksPath)
      ? (JSON.parse(readFileSync(noteFile, "utf8")) as { source: StoreSource; report: string })
      : null;
  if (known && asksForAnother(options) && JSON.stringify(known.source) !== JSON.stringify(wanted))
    throw new WrongStore(
      `The demo holds another store: ${known.report}\nStart without options to go on with it, or add --reset to begin anew with yours.`,
    );
  // A store half filled when the last run was killed is no store: its note is written last.
  if (!known) for (const end of ["", "-wal", "-shm"]) rmSync(booksPath + end, { force: true });
  mkdirSync(emulatorOptions.config!.fileFolder!, { recursive: true });
  const emulator = await startEmulator({ ...emulatorOptions, booksPath });
  if (known) return { emulator, report: `Going on with the same store. ${known.report}` };
  try {
    say(wanted.kind === "orders" ? `Loading orders from ${path.basename(wanted.file)} …` : "Making a simulated store …");
    const filled = await fillStore(emulator, wanted, {
      onProgress(done, all) {
        halt.throwIfAborted();
        say(`  ${done.toLocaleString("en")} of ${all.toLocaleString("en")} orders`);
      },
    });
    for (const { line, reason } of filled.refused.slice(0, 10)) say(`  line ${line} left out: ${reason}`);
    if (filled.refusedTotal > 10) say(`  … and ${filled.refusedTotal - 10} more rows left out`);
    const report = describe(filled);
    writeWhole(noteFile, JSON.stringify({ source: wanted, report }));
    return { emulator, report };
  } catch (error) {
    await emulator.close();
    halt.throwIfAborted();
    // What fillStore says of a file it cannot use is meant for a person.
    throw new WrongStore((error as Error).message, { cause: error });
  }
}

/** Whether a store stands whole in the folder: its note is written last. */
export const holdsStore = (folder: string): boolean => existsSync(path.join(folder, "store.json"));

const sourceOf = ({ ordersFile, seed, buyers }: DemoOptions): StoreSource =>
  ordersFile ? { kind: "orders", file: ordersFile } : { kind: "simulated", seed: seed ?? "regulars", ...(buyers !== null && { buyers }) };

const asksForAnother = ({ ordersFile, seed, buyers }: DemoOptions): boolean => ordersFile !== null || seed !== null || buyers !== null;

const describe = (filled: FillReport): string =>
  `The store: ${filled.origin}; ${filled.orders.toLocaleString("en")} orders of ${filled.customers.toLocaleString("en")} customers${filled.refusedTotal ? `, ${filled.refusedTotal} rows left out` : ""}.`;
