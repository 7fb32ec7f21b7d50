/**
 * Invitations that wait to be sent, and reminders of those that were, which no job sends or writes: their job was dropped while the
 * shop had left, or used up its attempts. They are asked for again; what has become too old then ends by itself (send-invitation).
 */
import { LOST_AFTER_MS } from "~/ports/queue";
import type { World } from "~/ports/world";
import { REMIND_AFTER_DAYS } from "../letter/letter";
import { DAY_MS } from "./invitation";

const PAGE = 500;
/** More than anybody presses in a fortnight; the next hour looks at the first ones again. */
const MOST_PAGES = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

type Found = { invitationId: string; buyerId: string };

/** Returns how many of each were asked for again. */
export async function resumeInvitations(world: World): Promise<{ invitations: number; reminders: number }> {
  return { invitations: await inPages(world, resumeWaiting), reminders: await inPages(world, resumeReminders) };
}

async function inPages(world: World, resume: (world: World, after: string) => Promise<{ found: Found[]; lost: number }>): Promise<number> {
  let all = 0;
  for (let page = 0, after = FIRST; page < MOST_PAGES; page++) {
    const { found, lost } = await resume(world, after);
    all += lost;
    if (found.length < PAGE) break;
    after = found[found.length - 1].invitationId;
  }
  return all;
}

/** Those that a worker had begun to send when it stopped, too: an owner is asked about them. */
function resumeWaiting(world: World, after: string): Promise<{ found: Found[]; lost: number }> {
  const { shopId } = world;
  const before = new Date(world.clock.now().getTime() - LOST_AFTER_MS);
  return world.transaction(async ({ db, queue }) => {
    const found = await db.$queryRaw<Found[]>`
      SELECT invitation_id::text AS "invitationId", buyer_id AS "buyerId" FROM invitation
      WHERE shop_id = ${shopId} AND state IN ('waiting', 'sending') AND created_at < ${before} AND invitation_id > ${after}::uuid
      ORDER BY invitation_id LIMIT ${PAGE}`;
    const payloads = found.map(({ invitationId }) => ({ invitationId }));
    return { found, lost: await queue.addLost("invitation.send", payloads, { onceKey: ({ invitationId }) => invitationId }) };
  });
}

/** While the button works. */
function resumeReminders(world: World, after: string): Promise<{ found: Found[]; lost: number }> {
  const { shopId } = world;
  const now = world.clock.now();
  const before = new Date(now.getTime() - REMIND_AFTER_DAYS * DAY_MS - LOST_AFTER_MS);
  return world.transaction(async ({ db, queue }) => {
    const found = await db.$queryRaw<Found[]>`
      SELECT invitation_id::text AS "invitationId", buyer_id AS "buyerId" FROM invitation i
      WHERE shop_id = ${shopId} AND state = 'sent' AND token_hash IS NOT NULL AND sent_at < ${before} AND expires_at > ${now} AND invitation_id > ${after}::uuid
        AND NOT EXISTS (SELECT FROM letter l WHERE l.shop_id = i.shop_id AND l.kind = 'reminder' AND l.cause = i.invitation_id::text)
      ORDER BY invitation_id LIMIT ${PAGE}`;
    const payloads = found.map(({ invitationId, buyerId }) => ({ kind: "reminder" as const, cause: invitationId, buyerId }));
    return { found, lost: await queue.addLost("letter.write", payloads, { onceKey: ({ cause }) => `reminder ${cause}` }) };
  });
}
