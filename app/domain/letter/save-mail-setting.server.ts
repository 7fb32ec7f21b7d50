/**
 * Keeps how letters look and when they go, as a version more; the one before stays, and tells what an owner changed of it, so that
 * nobody undoes what somebody else saved.
 */
import type { World } from "~/ports/world";
import { mergeEdits } from "../merge-edits";
import { mailProblems, type MailField, type MailProblem, type MailSetting } from "./mail-setting";
import { readMailSetting } from "./read-mail-setting.server";

export type SaveMailSettingOutcome =
  | { outcome: "saved"; version: number }
  | { outcome: "unchanged" }
  | { outcome: "refused"; problems: Partial<Record<MailField, MailProblem>> }
  /** Since `basedOn` somebody gave these fields other values than are to be saved now; nothing was saved. */
  | { outcome: "changed meanwhile"; fields: MailField[]; newest: MailSetting };

export type MailSettingToSave = {
  setting: MailSetting;
  /** The version that was changed: what is the same there was not. Left out: the newest. */
  basedOn?: number;
  savedBy: string;
};

/** Outcomes: see SaveMailSettingOutcome. */
export async function saveMailSetting(world: World, { setting, basedOn, savedBy }: MailSettingToSave): Promise<SaveMailSettingOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    // One at a time: two at once would write the same version.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mail setting ${shopId}`}, 0))`;
    const { setting: newest, version, shop } = await readMailSetting(world);
    const { setting: base } = await readMailSetting(world, { upTo: basedOn });
    const { merged, conflicts } = mergeEdits<MailSetting>({ base, newest, edited: setting }, (_field, one, other) => one === other);
    if (conflicts.length) return { outcome: "changed meanwhile", fields: conflicts, newest };
    const problems = mailProblems(merged);
    if (!(merged.postalAddress ?? shop.postalAddress).trim()) problems.postalAddress = "address";
    if (Object.keys(problems).length) return { outcome: "refused", problems };
    if ((Object.keys(newest) as MailField[]).every((field) => newest[field] === merged[field])) return { outcome: "unchanged" };
    await db.mailSetting.createMany({ data: [{ ...merged, shopId, version: version + 1, savedAt: world.clock.now(), savedBy }] });
    return { outcome: "saved", version: version + 1 };
  });
}
