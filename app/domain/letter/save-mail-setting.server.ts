/** Keeps how letters look and when they go, as a version more; the one before stays. */
import type { World } from "~/ports/world";
import { MAIL_DEFAULTS, mailProblems, type MailField, type MailProblem, type MailSetting } from "./mail-setting";
import { readMailSetting } from "./read-mail-setting.server";

export type SaveMailSettingOutcome =
  | { outcome: "saved"; version: number }
  | { outcome: "unchanged" }
  | { outcome: "refused"; problems: Partial<Record<MailField, MailProblem>> };

export async function saveMailSetting(
  world: World,
  { setting, savedBy }: { setting: MailSetting; savedBy: string },
): Promise<SaveMailSettingOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    // One at a time: two at once would write the same version.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mail setting ${shopId}`}, 0))`;
    const { setting: before, version, shop } = await readMailSetting(world);
    const problems = mailProblems(setting);
    if (!(setting.postalAddress ?? shop.postalAddress).trim()) problems.postalAddress = "address";
    if (Object.keys(problems).length) return { outcome: "refused", problems };
    const names = Object.keys(MAIL_DEFAULTS) as MailField[];
    if (names.every((name) => before[name] === setting[name])) return { outcome: "unchanged" };
    await db.mailSetting.createMany({ data: [{ ...setting, shopId, version: version + 1, savedAt: world.clock.now(), savedBy }] });
    return { outcome: "saved", version: version + 1 };
  });
}
