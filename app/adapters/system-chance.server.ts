/** The machine's randomness, from its cryptographic source. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Chance } from "~/ports/chance";

export const systemChance: Chance = {
  uuid: () => randomUUID(),
  token: (bytes) => randomBytes(bytes).toString("base64url"),
};
