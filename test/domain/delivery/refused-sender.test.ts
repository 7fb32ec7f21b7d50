import { expect, test } from "vitest";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readLetters } from "~/domain/insight/read-letters.server";
import type { MailOutcome } from "~/ports/mailer";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";
import { minedPeople } from "../../support/people";

const t = await fakeShops();
const REFUSED: MailOutcome = { outcome: "try later", reason: "550 5.4.5 Daily quota exceeded", senderRefused: true };

test("what the mail server refuses of us waits, spends nobody's invitation, and the owner is told until it goes", async () => {
  const { world, write, letters, fake, rows } = await openWithMaxine(t);
  await minedPeople(world, [{}], { fake, firstId: 900 });
  await pressInvite(world, { whom: "all", pressedBy: "Olga" });
  const [{ id: invitationId }] = await rows<{ id: string }>("SELECT invitation_id::text AS id FROM invitation WHERE shop_id = $1");
  const letterId = (await write())!;
  expect((await readHome(world)).needsYou.map(({ key }) => key)).not.toContain("sender");
  expect((await readLetters(world)).refusedSender).toEqual({ waiting: 0, said: null });

  t.outbox.answerNext.push(REFUSED, REFUSED);
  await expect(sendLetter(world, { letterId })).rejects.toThrow("try later");
  await expect(sendInvitation(world, { invitationId })).rejects.toThrow("try later");
  expect(await letters()).toMatchObject([{ state: "waiting" }]);
  expect(await rows("SELECT state FROM invitation WHERE shop_id = $1")).toEqual([{ state: "waiting" }]);
  expect(await rows("SELECT count(*)::int AS stopped FROM mail_suppression WHERE shop_id = $1")).toEqual([{ stopped: 0 }]);
  expect((await readHome(world)).needsYou).toContainEqual(
    expect.objectContaining({ key: "sender", sentence: "The mail server lets us send nothing, so 2 mails wait.", path: "/app/mails" }),
  );
  expect((await readLetters(world)).refusedSender).toEqual({ waiting: 2, said: "550 5.4.5 Daily quota exceeded" });

  expect(await sendLetter(world, { letterId })).toEqual({ outcome: "sent" });
  expect(await sendInvitation(world, { invitationId })).toEqual({ outcome: "sent" });
  expect((await readLetters(world)).refusedSender).toEqual({ waiting: 0, said: null });
});

test("a server that is merely busy is nothing to tell", async () => {
  const { world, write } = await openWithMaxine(t);
  t.outbox.answerNext.push({ outcome: "try later", reason: "451 busy" });
  await expect(sendLetter(world, { letterId: (await write())! })).rejects.toThrow("try later");
  expect((await readLetters(world)).refusedSender).toEqual({ waiting: 0, said: null });
});
