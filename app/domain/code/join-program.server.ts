/**
 * Joining: the one POST that uses an invitation. In one transaction the invitation is accepted, the ambassador, the
 * membership with what was acknowledged, and the share code exist, and the code is on its way to Shopify. Whatever is
 * refused leaves the invitation open, so that the person can try again.
 */
import type { Tx, World } from "~/ports/world";
import { cleanName, nameFault, slugIdeas, type NameFault } from "../ambassador/ambassador";
import { disclosureVersionFor, isInForce } from "../ambassador/disclosure";
import type { Profile } from "../ambassador/profile";
import { saveProfile } from "../ambassador/save-profile.server";
import { deviceMarks } from "../order/mark";
import { readInvitationByToken } from "../invitation/read-invitation-by-token.server";
import { unguessableCode } from "../program/unguessable-code";
import { readLiveProgram } from "../program/read-live-program.server";
import { checkCode, type CodeRefusal } from "./check-code.server";
import { lockCodes } from "./lock-codes.server";
import { MINTING_ONCE } from "./minting";

export type JoinProgramOutcome =
  | { outcome: "joined"; ambassadorId: string; slug: string; code: string }
  | CodeRefusal
  | { outcome: "name refused"; fault: NameFault }
  | { outcome: "not acknowledged" }
  | { outcome: "link unknown" | "link expired" | "link used" };

export type JoinProgramInput = {
  token: string;
  code: string;
  name: string;
  acknowledged: boolean;
  /** Which disclosure they were shown; left out: the English one. */
  disclosureVersion?: string;
  /** What they tell of themselves; absent: nothing. */
  profile?: Profile;
  /** Who is signed in at the store, when anybody is: an invitation is for one person, and somebody else's looks unknown. */
  signedInBuyerId?: string | null;
  /** Of who reads, and will say the code. */
  locale?: string;
  /** The internet connections they came by, as far as the proxy tells: kept as marks. */
  networks?: string[];
};

export async function joinProgram(world: World, input: JoinProgramInput): Promise<JoinProgramOutcome> {
  return world.transaction(async (tx) => {
    const { db } = tx;
    const { shopId } = world;
    await lockCodes(world, tx);
    const asked = await readInvitationByToken(world, { token: input.token });
    if (asked.outcome !== "open") return { outcome: asked.outcome };
    // Two links may lead to it, the invitation's and the reminder's: whoever presses second waits here and finds it used.
    await db.$executeRaw`SELECT invitation_id FROM invitation WHERE shop_id = ${shopId} AND invitation_id = ${asked.invitationId}::uuid FOR UPDATE`;
    const invitation = await readInvitationByToken(world, { token: input.token });
    if (invitation.outcome !== "open") return { outcome: invitation.outcome };
    if (input.signedInBuyerId && input.signedInBuyerId !== invitation.buyerId) return { outcome: "link unknown" };
    const program = await readLiveProgram(world);
    if (program?.programId !== invitation.programId) return { outcome: "link expired" };
    const { buyerId } = invitation;
    if (await db.ambassador.findFirst({ where: { shopId, buyerId }, select: { ambassadorId: true } })) return { outcome: "link used" };

    const { acknowledged, disclosureVersion = disclosureVersionFor("en") } = input;
    // Words that were replaced while the page was open are shown anew, and ticked anew.
    if (!acknowledged || !isInForce(disclosureVersion)) return { outcome: "not acknowledged" };
    const name = cleanName(input.name);
    const wrongName = nameFault(name);
    if (wrongName) return { outcome: "name refused", fault: wrongName };
    const checked = await checkCode(world, { typed: input.code, buyerId, name, offerBp: program.offerBp, locale: input.locale });
    if (checked.outcome !== "free") return checked;
    const { code } = checked;

    const now = world.clock.now();
    const ambassadorId = world.chance.uuid();
    const slug = await freeSlug(world, tx, name, invitation.lastName);
    await db.invitation.update({
      where: { shopId_invitationId: { shopId, invitationId: invitation.invitationId } },
      data: { state: "accepted", answeredAt: now },
    });
    const marks = deviceMarks(world, input.networks ?? []);
    await db.ambassador.create({ data: { shopId, ambassadorId, buyerId, name, slug, state: "active", joinedAt: now, marks } });
    await db.membership.create({
      data: {
        shopId,
        programId: program.programId,
        ambassadorId,
        programVersion: program.version,
        tier: "friend",
        disclosureVersion,
        acknowledgedAt: now,
        joinedAt: now,
      },
    });
    if (input.profile) await saveProfile(world, { ambassadorId, profile: input.profile });
    await db.shareCode.create({
      data: { shopId, codeId: world.chance.uuid(), programId: program.programId, ambassadorId, code, state: "waiting", createdAt: now },
    });
    await db.contact.create({
      data: {
        shopId,
        contactId: world.chance.uuid(),
        buyerId,
        kind: "joined",
        channel: "storefront",
        state: "recorded",
        about: "joined the programme",
        happenedAt: now,
      },
    });
    await tx.queue.add("marks.refresh", { why: "somebody joined" }, { onceKey: "marks" });
    await tx.queue.add("letter.write", { kind: "welcome", cause: ambassadorId, buyerId }, { onceKey: `welcome ${ambassadorId}` });
    await tx.queue.add("minting.advance", { why: "somebody joined" }, { onceKey: MINTING_ONCE });
    return { outcome: "joined", ambassadorId, slug, code };
  });
}

async function freeSlug(world: World, { db }: Tx, name: string, lastName: string | null): Promise<string> {
  const ideas = slugIdeas(name, lastName);
  const rows = await db.ambassador.findMany({ where: { shopId: world.shopId, slug: { in: ideas } }, select: { slug: true } });
  const taken = new Set(rows.map(({ slug }) => slug));
  return ideas.find((slug) => !taken.has(slug)) ?? `${ideas[0] ?? "friend"}-${unguessableCode(world.chance, 8).toLowerCase()}`;
}
