/** An owner changes, ends and continues the programme; its codes are watched and replaced. */
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { endProgram } from "~/domain/program/end-program.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { friendBuys } from "./friends.ts";
import { ask, type Situation } from "./situation.ts";

export const programmeSituations: Situation[] = [
  {
    name: "the owner changes the offer",
    jobs: ["discount.publish", "minting.advance"],
    async prepare({ stage: { world } }) {
      const settings = settingsOf((await readLiveProgram(world))!);
      const offerBp = settings.offerBp === 1_500 ? 2_000 : 1_500;
      await saveSettings(world, { settings: { ...settings, offerBp }, savedBy: "owner" });
    },
  },
  {
    name: "a code that leaked is replaced",
    jobs: ["minting.advance", "code.remove", "code.resume"],
    async prepare(living) {
      const { stage, members } = living;
      const { ambassadorId } = members.get(0)!;
      const replaced = await replaceShareCode(stage.world, { ambassadorId, code: null, keepDays: 0, why: "leaked" });
      if (replaced.outcome !== "replaced") throw new Error(`the code was not replaced: ${replaced.outcome}`);
      members.get(0)!.code = replaced.code;
      await ask(living, "code.resume");
    },
    // Their friends buy with the new one, so it must be there.
    async afterwards({ stage, members }) {
      const [row] = await stage.sql<{ state: string }>("SELECT state FROM share_code WHERE shop_id = $1 AND code = $2", [
        stage.shopId,
        members.get(0)!.code,
      ]);
      if (row?.state !== "live") throw new Error(`the new code is ${row?.state}`);
    },
  },
  {
    name: "the owner ends the programme",
    jobs: ["discount.end"],
    async prepare({ stage: { world } }) {
      await endProgram(world, { endedBy: "owner" });
    },
    async afterwards({ stage }) {
      await resumeProgram(stage.world, { resumedBy: "owner" });
      await stage.settle();
    },
  },
  {
    name: "codes are looked through for leaks",
    jobs: ["leak.watch"],
    async prepare(living) {
      friendBuys(living);
      await living.stage.settle();
      await ask(living, "leak.watch");
    },
  },
];
