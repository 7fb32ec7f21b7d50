/** What happens to a person while the mail server takes its time: neither may wait for the other, and nothing erased comes back. */
import { describe, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { settleLetter } from "~/domain/delivery/settle-letter.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { settleInvitation } from "~/domain/invitation/settle-invitation.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import type { MailOutcome } from "~/ports/mailer";
import type { World } from "~/ports/world";
import { setTimeout as pause } from "node:timers/promises";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";
import { minedPeople } from "../../support/people";

const t = await fakeShops();
const EMAIL = "maxine@people.example";
const GONE: MailOutcome = { outcome: "refused", addressGone: true, reason: `550 5.1.1 <${EMAIL}>: no such user` };

/** A mail of each sort that waits for one person. */
async function aMail(sort: "letter" | "invitation") {
  const shop = await openWithMaxine(t);
  if (sort === "letter") {
    const letterId = (await shop.write())!;
    const { buyerId } = shop.maxine;
    return { ...shop, id: letterId, buyerId, send: (world: World) => sendLetter(world, { letterId }) };
  }
  const [buyerId] = await minedPeople(shop.world, [{ email: EMAIL }], { fake: shop.fake, firstId: 900 });
  await pressInvite(shop.world, { whom: [buyerId], pressedBy: "Olga" });
  const [{ id: invitationId }] = await shop.rows<{ id: string }>("SELECT invitation_id::text AS id FROM invitation WHERE shop_id = $1");
  return { ...shop, id: invitationId, buyerId, send: (world: World) => sendInvitation(world, { invitationId }) };
}
type AMail = Awaited<ReturnType<typeof aMail>>;

/** The mail server answers after `meanwhile`. */
const slow = (world: World, answer: MailOutcome, meanwhile: () => Promise<unknown>): World => ({
  ...world,
  mailer: {
    ...world.mailer,
    send: async () => {
      await meanwhile();
      return answer;
    },
  },
});

/** As who merges or erases: holds the person, then their contact and last their mail, and lets others try in between. */
function goesThrough({ world, shopId, id, buyerId }: AMail, sort: "letter" | "invitation", held: () => void): Promise<void> {
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT buyer_id FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} FOR UPDATE`;
    await db.contact.updateMany({ where: { shopId, contactId: id }, data: { kind: sort } });
    held();
    await pause(300);
    if (sort === "letter") await db.letter.updateMany({ where: { shopId, letterId: id }, data: { buyerId } });
    else await db.invitation.updateMany({ where: { shopId, invitationId: id }, data: { buyerId } });
    await db.mailSuppression.updateMany({ where: { shopId, buyerId }, data: { detail: null } });
  });
}
/** @param work runs while somebody goes through the person's rows */
async function during(mail: AMail, sort: "letter" | "invitation", work: () => Promise<unknown>): Promise<unknown> {
  let through: Promise<void> | undefined;
  await new Promise<void>((held, failed) => (through = goesThrough(mail, sort, held)).catch(failed));
  const [outcome] = await Promise.all([work(), through]);
  return outcome;
}

describe.each(["letter", "invitation"] as const)("a %s and who changes its person do not wait for each other", (sort) => {
  test.each<[string, MailOutcome, string]>([
    ["is accepted", { outcome: "accepted" }, "sent"],
    ["is refused", GONE, "not sent"],
    ["may have gone", { outcome: "unknown", reason: "the line broke" }, "needs review"],
  ])("while it %s", async (_what, answer, outcome) => {
    const mail = await aMail(sort);
    let through: Promise<void> | undefined;
    const meanwhile = () => new Promise<void>((held, failed) => (through = goesThrough(mail, sort, held)).catch(failed));
    expect(await mail.send(slow(mail.world, answer, meanwhile))).toMatchObject({ outcome });
    await through;
  });

  test("while the owner settles it, and while it is reported", async () => {
    const mail = await aMail(sort);
    const { world, id } = mail;
    await mail.send(slow(world, { outcome: "unknown", reason: "the line broke" }, async () => undefined));
    const settle = () =>
      sort === "letter"
        ? settleLetter(world, { letterId: id, arrived: true })
        : settleInvitation(world, { invitationId: id, arrived: true });
    expect(await during(mail, sort, settle)).toEqual({ outcome: "arrived" });
    await noteMailReport(world, { kind: "bounced", mailId: id, detail: null });
    expect(await during(mail, sort, () => noteMailReport(world, { kind: "complained", mailId: id, detail: null }))).toEqual({
      outcome: "noted",
    });
  });

  test("an answer that comes after an erasure brings nothing of them back but the fingerprint", async () => {
    const mail = await aMail(sort);
    const { world, rows, buyerId, id } = mail;
    const erase = () => eraseBuyer(world, { buyerIds: [buyerId], addresses: [EMAIL], orderIds: [] });
    await mail.send(slow(world, GONE, erase));
    expect(await rows("SELECT state, about, detail, email_hash FROM contact WHERE shop_id = $1 AND contact_id = $2::uuid", [id])).toEqual([
      { state: "failed", about: "", detail: null, email_hash: null },
    ]);
    expect(await rows("SELECT why, buyer_id, detail FROM mail_suppression WHERE shop_id = $1")).toEqual([
      { why: "refused", buyer_id: null, detail: null },
    ]);
  });

  test("nor does one that nobody knows the end of", async () => {
    const mail = await aMail(sort);
    const { world, rows, buyerId, id } = mail;
    const erase = () => eraseBuyer(world, { buyerIds: [buyerId], addresses: [EMAIL], orderIds: [] });
    await mail.send(slow(world, { outcome: "unknown", reason: `the line broke after RCPT TO:<${EMAIL}>` }, erase));
    expect(await rows("SELECT detail FROM contact WHERE shop_id = $1 AND contact_id = $2::uuid", [id])).toEqual([{ detail: null }]);
  });

  test("one that comes after a merge is kept with who they are now", async () => {
    const mail = await aMail(sort);
    const { world, rows, buyerId, fake } = mail;
    const [keptId] = await minedPeople(world, [{ email: "max@people.example" }], { fake, firstId: 950 });
    await mail.send(slow(world, GONE, () => mergeBuyers(world, { keptId, deletedId: buyerId })));
    expect(await rows("SELECT buyer_id, detail FROM mail_suppression WHERE shop_id = $1")).toEqual([
      { buyer_id: keptId, detail: GONE.outcome === "refused" ? GONE.reason : "" },
    ]);
  });
});
