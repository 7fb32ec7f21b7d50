/** Writes a file so that it is there whole or not at all: a demo killed meanwhile must find its old one, or none. */
import { renameSync, writeFileSync } from "node:fs";

/** @param mode the file's permissions; default as the system gives them */
export function writeWhole(file: string, text: string, mode?: number): void {
  const making = `${file}.making`;
  writeFileSync(making, text, { mode });
  renameSync(making, file);
}
