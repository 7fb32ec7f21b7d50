/**
 * Saves what the owner chose as the next version; earlier versions stay, since decisions name them, and since what an owner changed
 * is told by the version they had before them: it goes upon the newest, so that nobody undoes what somebody else saved. A changed offer, and whether
 * renewals count, is carried to Shopify's discounts by a job, and with them to every code already said aloud; who has the friends for a
 * tier that takes fewer now moves up by another, and a third fills the shelf by its new minimum.
 */
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { mergeEdits } from "../merge-edits";
import { checkSettings, sameSetting, sameSettings, settingsOf, type ProgramVersion, type Settings, type SettingsProblems } from "./program";
import { readLiveProgram } from "./read-live-program.server";
import { readProgramVersion } from "./read-program-version.server";

export type SaveSettingsOutcome =
  | { outcome: "saved"; version: number }
  | { outcome: "unchanged" }
  /** One sentence a field, saying what to choose instead; nothing was saved. */
  | { outcome: "refused"; problems: SettingsProblems }
  /** Since `basedOn` somebody gave these fields other values than are to be saved now; nothing was saved. */
  | { outcome: "changed meanwhile"; fields: (keyof Settings)[]; newest: ProgramVersion }
  | { outcome: "no programme" };

export type SettingsToSave = {
  /** What is left out stays as it is. */
  settings: Partial<Settings>;
  /** The version that was chosen from: what is the same there was not changed. Left out: all of `settings` is meant. */
  basedOn?: number;
  savedBy: string;
  /** false: the caller moves a changed line through the list itself, and nobody has to wait for a job. */
  mineAnew?: boolean;
};

/** Outcomes: see SaveSettingsOutcome. */
export async function saveSettings(
  world: World,
  { settings, basedOn, savedBy, mineAnew = true }: SettingsToSave,
): Promise<SaveSettingsOutcome> {
  return world.transaction(async ({ db, queue }) => {
    const { shopId } = world;
    // One saver at a time: the next version's number is counted from the latest.
    await db.$executeRaw`SELECT program_id FROM program WHERE shop_id = ${shopId} AND state = 'live' FOR UPDATE`;
    const live = await readLiveProgram(world);
    if (!live) return { outcome: "no programme" };
    const { programId } = live;
    const base =
      basedOn === undefined || basedOn === live.version ? live : await readProgramVersion(world, { programId, version: basedOn });
    invariant(base, "settings are chosen from a version that there was");
    const edits = { base: settingsOf(base), newest: settingsOf(live), edited: settingsOf({ ...base, ...settings }) };
    const { merged: chosen, conflicts } = mergeEdits(edits, (_field, one, other) => sameSetting(one, other));
    if (conflicts.length) return { outcome: "changed meanwhile", fields: conflicts, newest: live };
    const problems = checkSettings(chosen, live.currency);
    if (Object.keys(problems).length) return { outcome: "refused", problems };
    if (sameSettings(live, chosen)) return { outcome: "unchanged" };

    const version = live.version + 1;
    await db.programVersion.create({ data: { shopId, programId, version, ...chosen, savedAt: world.clock.now(), savedBy } });
    if (chosen.offerBp !== live.offerBp || chosen.renewalsCount !== live.renewalsCount) {
      const discounts = await db.discount.findMany({ where: { shopId, programId, state: { not: "ended" } }, select: { discountId: true } });
      await db.discount.updateMany({ where: { shopId, programId, state: { not: "ended" } }, data: { offerBp: chosen.offerBp } });
      await queue.addMany("discount.publish", discounts, { onceKey: ({ discountId }) => discountId });
    }
    if (chosen.insiderFrom < live.insiderFrom || chosen.iconFrom < live.iconFrom)
      await queue.add("tiers.raise", { why: "it takes fewer friends now" }, { onceKey: "tiers" });
    if (chosen.shelfMinimumMinor !== live.shelfMinimumMinor)
      await queue.add("shelf.restock", { why: "the shelf begins at another price" }, { onceKey: "shelf" });
    // While no products were given, nobody read what there is; whether they are now, the job asks.
    if (chosen.rewardKinds.some((kind) => !live.rewardKinds.includes(kind)))
      await queue.add("catalogue.read", { why: "another kind of reward is given" }, { onceKey: "catalogue" });
    if (mineAnew && chosen.powerBuyerBp !== live.powerBuyerBp)
      await queue.add("mining.mine", { why: "the line for power buyers moved" }, { onceKey: "mine" });
    return { outcome: "saved", version };
  });
}
