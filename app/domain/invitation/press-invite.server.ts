/**
 * One press of the invite button: candidates are found, lots are drawn, and the press, its hold-out, its invitations and
 * the jobs that send them are one transaction. Pressing again invites nobody twice. A mail cannot be called back: where the list,
 * the programme or the number of people is another than was looked at, nothing is sent.
 */
import type { World } from "~/ports/world";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { holdOutApplies } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { drawLots, type Lot } from "./draw-lots";
import { DAY_MS, HOLD_OUT_DAYS, mayBeInvited, sameLooked, type Invited, type LeftOut, type Looked } from "./invitation";
import { readCandidates, takesPart } from "./read-candidates.server";

export type PressInviteOutcome =
  | { outcome: "pressed"; pressId: string; invited: number; heldOut: number; leftOut: LeftOut }
  /** Something is otherwise than it was looked at; nothing was stored. */
  | { outcome: "changed meanwhile"; looked: Looked }
  /** Everybody was left out; nothing was stored. */
  | { outcome: "nobody to invite"; leftOut: LeftOut }
  | { outcome: "not mined yet" }
  | { outcome: "no programme" }
  /** A commercial mail must name one, and neither Shopify nor the owner has given it. */
  | { outcome: "no postal address" };

const WRITE_PAGE = 2_000;

/** @param looked what the press was decided on; left out: whatever there is. Outcomes: see PressInviteOutcome. */
export async function pressInvite(
  world: World,
  { whom, looked, pressedBy }: { whom: Invited; looked?: Looked; pressedBy: string },
): Promise<PressInviteOutcome> {
  return world.transaction(async ({ db, queue }) => {
    const { shopId } = world;
    // One press at a time: two at once would find the same candidates.
    await db.$executeRaw`SELECT program_id FROM program WHERE shop_id = ${shopId} AND state = 'live' FOR UPDATE`;
    const program = await readLiveProgram(world);
    if (!program) return { outcome: "no programme" };
    const { programId } = program;
    const found = await readCandidates(world, { programId, whom });
    if (!found) return { outcome: "not mined yet" };
    if (!(await readMailSetting(world)).look.postalAddress) return { outcome: "no postal address" };
    const { candidates, leftOut } = found;
    if (!candidates.length) return { outcome: "nobody to invite", leftOut };
    const atHand = { miningId: found.miningId, programVersion: program.version, mayBeInvited: mayBeInvited(found) };
    if (looked && !sameLooked(looked, atHand)) return { outcome: "changed meanwhile", looked: atHand };

    const seed = world.chance.uuid().replaceAll("-", "");
    // Who has been held out once has had their turn, and whose mail never left their lot: they are invited and take no part in the lots.
    const drawnAmong = candidates.filter(takesPart);
    const shareBp = holdOutApplies(drawnAmong.length) ? program.holdOutBp : 0;
    const lots = drawLots({ seed, people: drawnAmong, shareBp });
    const turns = drawLots({
      seed,
      people: candidates.filter(({ heldOutOnce, unsentId }) => heldOutOnce && unsentId === null),
      shareBp: 0,
    });
    const again = candidates.flatMap(({ unsentId }) => unsentId ?? []);
    const heldOut = lots.filter((lot) => lot.heldOut);
    const chosen = [...lots, ...turns].filter((lot) => !lot.heldOut);

    const [pressId, now] = [world.chance.uuid(), world.clock.now()];
    await db.invitePress.create({
      data: {
        shopId,
        pressId,
        programId,
        programVersion: program.version,
        seed,
        candidates: candidates.length,
        invited: chosen.length + again.length,
        heldOut: heldOut.length,
        leftOut,
        pressedAt: now,
        pressedBy,
      },
    });
    const dueAt = new Date(now.getTime() + HOLD_OUT_DAYS * DAY_MS);
    await inPages(heldOut, (page) =>
      db.holdOut.createMany({
        data: page.map(({ buyerId, decile }: Lot) => ({ shopId, programId, buyerId, pressId, decile, drawnAt: now, dueAt })),
      }),
    );
    const heldOutAs = new Map(candidates.map((candidate) => [candidate.buyerId, candidate.heldOutAs]));
    await inPages(chosen, async (page) => {
      const rows = page.map(({ buyerId, decile }) => ({
        shopId,
        invitationId: world.chance.uuid(),
        programId,
        buyerId,
        drawnBuyerId: heldOutAs.get(buyerId) ?? null,
        pressId,
        decile,
        state: "waiting",
        createdAt: now,
      }));
      await db.invitation.createMany({ data: rows });
      await queue.addMany(
        "invitation.send",
        rows.map(({ invitationId }) => ({ invitationId })),
        { onceKey: ({ invitationId }) => invitationId },
      );
    });
    // The same row, with the lot that was theirs when they were asked first.
    await inPages(again, async (page) => {
      await db.invitation.updateMany({
        where: { shopId, invitationId: { in: page }, state: "not sent" },
        data: { state: "waiting", reason: null, tokenHash: null, expiresAt: null, createdAt: now },
      });
      await queue.addMany(
        "invitation.send",
        page.map((invitationId) => ({ invitationId })),
        { onceKey: ({ invitationId }) => `${invitationId} again ${now.toISOString()}` },
      );
    });
    return { outcome: "pressed", pressId, invited: chosen.length + again.length, heldOut: heldOut.length, leftOut };
  });
}

async function inPages<T>(all: T[], write: (page: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += WRITE_PAGE) await write(all.slice(from, from + WRITE_PAGE));
}
