/** The app's chance by seed: every shop of a run has a stream of its own, so ids differ between shops and not between runs. */
import type { Chance } from "~/ports/chance";
import { seededBy } from "../emulator/stores/seeded-random.ts";

export function seededChance(...of: string[]): Chance {
  const stream = seededBy("chance", ...of);
  const bytes = (count: number): Buffer => Buffer.from(Array.from({ length: count }, () => stream.whole(0, 255)));
  return {
    uuid() {
      const sixteen = bytes(16);
      sixteen[6] = (sixteen[6] & 0x0f) | 0x40;
      sixteen[8] = (sixteen[8] & 0x3f) | 0x80;
      return sixteen.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
    token: (count) => bytes(count).toString("base64url"),
  };
}
