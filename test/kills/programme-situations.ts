/** An owner changes, ends and continues the programme; its codes are watched and replaced. */
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { endProgram } from "~/domain/program/end-program.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { Living } from "../simulate/live-event.ts";
import { friendBuys } from "./friends.ts";
import { ask, theBooksTellAll, type Situation } from "./situation.ts";

/** Every discount of the programme takes off what the owner's last settings say, and works while the programme runs and no longer. */
async function offersAreAsWanted({ stage }: Living): Promise<string[]> {
  const rows = await stage.sql<{ kind: string; state: string; shopify_id: string | null; program: string; offer_bp: number }>(
    `SELECT d.kind, d.state, d.shopify_id, p.state AS program, v.offer_bp FROM discount d JOIN program p USING (shop_id, program_id)
       JOIN LATERAL (SELECT offer_bp FROM program_version WHERE shop_id = p.shop_id AND program_id = p.program_id ORDER BY version DESC LIMIT 1) v ON true
     WHERE d.shop_id = $1`,
    [stage.shopId],
  );
  if (rows.length < 2) return [`${rows.length} discounts are there, of two`];
  return rows.flatMap(({ kind, state, shopify_id, program, offer_bp }) => {
    const wanted = program === "ended" ? "ended" : "live";
    if (state !== wanted || !shopify_id) return [`the ${kind} discount is ${state} and not ${wanted}`];
    const { deactivated, value } = stage.emulator.books.discount.need(shopify_id);
    const percentage = "percentage" in value ? value.percentage : 0;
    return [
      ...(deactivated === (program === "ended")
        ? []
        : [`the ${kind} discount is ${deactivated ? "off" : "on"} in a programme that is ${program}`]),
      ...(Math.round(percentage * 10_000) === offer_bp
        ? []
        : [`the ${kind} discount takes ${percentage} off and not ${offer_bp} basis points`]),
    ];
  });
}

export const programmeSituations: Situation[] = [
  {
    name: "the owner changes the offer",
    jobs: ["discount.publish", "minting.advance"],
    async prepare({ stage: { world } }) {
      const settings = settingsOf((await readLiveProgram(world))!);
      const offerBp = settings.offerBp === 1_500 ? 2_000 : 1_500;
      await saveSettings(world, { settings: { ...settings, offerBp }, savedBy: "owner" });
    },
    came: offersAreAsWanted,
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
    // Their friends buy with the new one, so it must be there; and nobody any more with those before.
    async came({ stage, members }) {
      const { ambassadorId, code: newest } = members.get(0)!;
      const codes = await stage.sql<{ code: string; state: string }>(
        "SELECT code, state FROM share_code WHERE shop_id = $1 AND ambassador_id::text = $2",
        [stage.shopId, ambassadorId],
      );
      const taken = new Set([...stage.emulator.books.redeemCode.values()].map(({ code }) => code.toUpperCase()));
      return codes.flatMap(({ code, state }) => {
        const wanted = code === newest ? "live" : "retired";
        if (state !== wanted) return [`the code ${code} is ${state} and not ${wanted}`];
        return taken.has(code) === (code === newest)
          ? []
          : [`Shopify ${taken.has(code) ? "goes on taking" : "does not take"} ${code}, which is ${state}`];
      });
    },
  },
  {
    name: "the owner ends the programme",
    jobs: ["discount.end"],
    async prepare({ stage: { world } }) {
      await endProgram(world, { endedBy: "owner" });
    },
    came: offersAreAsWanted,
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
    // It looks and writes nothing where nothing is found: what it must not do is stay in the queue.
    came: theBooksTellAll,
  },
];
