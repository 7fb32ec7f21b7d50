/** The demo's own secrets: made once, kept in its folder, so that a second start can read what the first one encrypted. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { writeWhole } from "./whole-file.ts";

export type Secrets = { apiKey: string; apiSecret: string; encryptionKey: string };

export function keepSecrets(folder: string): Secrets {
  const file = path.join(folder, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  const secrets: Secrets = {
    apiKey: randomBytes(16).toString("hex"),
    apiSecret: `shpss_${randomBytes(16).toString("hex")}`,
    encryptionKey: randomBytes(32).toString("hex"),
  };
  writeWhole(file, JSON.stringify(secrets), 0o600);
  return secrets;
}
