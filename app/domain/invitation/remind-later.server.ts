/** An invitation went out: its one reminder is written some days later, if there is still something to remind of then. */
import type { World } from "~/ports/world";
import { REMIND_AFTER_DAYS } from "../letter/letter";
import { DAY_MS } from "./invitation";

/** Joins the transaction at hand. Twice is as good as once. */
export async function remindLater(
  world: World,
  { invitationId, buyerId, sentAt }: { invitationId: string; buyerId: string; sentAt: Date },
): Promise<{ outcome: "asked for" }> {
  const at = new Date(sentAt.getTime() + REMIND_AFTER_DAYS * DAY_MS);
  const letter = { kind: "reminder" as const, cause: invitationId, buyerId };
  await world.transaction(({ queue }) => queue.add("letter.write", letter, { at, onceKey: `reminder ${invitationId}` }));
  return { outcome: "asked for" };
}
