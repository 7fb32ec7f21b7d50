/** An owner's word on mails of which nobody knows whether they arrived: letters and invitations alike. */
import { describe, expect, test } from "vitest";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { settleLetter } from "~/domain/delivery/settle-letter.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readUnsure } from "~/domain/insight/read-unsure.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { settleInvitation } from "~/domain/invitation/settle-invitation.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { readInvitationByToken } from "~/domain/invitation/read-invitation-by-token.server";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";
import { minedPeople, tokenOf } from "../../support/people";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();
const lost = () => t.outbox.answerNext.push({ outcome: "unknown", reason: "the line broke" });

describe("a letter", () => {
  async function unsureLetter(letter: Parameters<Awaited<ReturnType<typeof openWithMaxine>>["write"]>[0] = {}) {
    const shop = await openWithMaxine(t);
    const letterId = (await shop.write(letter))!;
    lost();
    await sendLetter(shop.world, { letterId });
    const settle = async (arrived: boolean) => (await settleLetter(shop.world, { letterId, arrived })).outcome;
    const contact = () => shop.rows("SELECT state, detail FROM contact WHERE shop_id = $1 AND channel = 'e-mail'");
    return { ...shop, letterId, settle, contact };
  }

  test("stands on the list with whom and what, and on home with one button", async () => {
    const { world, letterId } = await unsureLetter();
    const { lines, total } = await readUnsure(world, {});
    expect(total).toBe(1);
    expect(lines[0]).toMatchObject({ id: letterId, what: "letter", kind: "welcome", email: "maxine@people.example", tooLate: false });
    expect(lines[0]).toMatchObject({ about: expect.stringMatching(/ is yours$/), detail: "the line broke" });
    expect((await readHome(world)).needsYou).toContainEqual(expect.objectContaining({ path: "/app/mails/unsure", count: 1 }));
  });

  test("that arrived is sent, and does not go again", async () => {
    const { settle, letters, contact, world } = await unsureLetter();
    expect([await settle(true), await settle(false)]).toEqual(["arrived", "settled before"]);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await letters()).toEqual([{ kind: "welcome", state: "sent", reason: null }]);
    expect(await contact()).toEqual([{ state: "sent", detail: null }]);
    expect((await readUnsure(world, {})).lines).toEqual([]);
  });

  test("that did not arrive goes out again, once", async () => {
    const { settle, letters } = await unsureLetter();
    const outcomes = await Promise.all([settle(false), settle(false)]);
    expect(outcomes.sort()).toEqual(["sent again", "settled before"]);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(2);
    expect(await letters()).toEqual([{ kind: "welcome", state: "sent", reason: null }]);
  });

  test("that did not arrive and is too old is left", async () => {
    const { world, settle, letters } = await unsureLetter({ kind: "progress", about: { month: "2026-10" } });
    await t.clock.advance(31 * DAY_MS);
    expect((await readUnsure(world, {})).lines).toMatchObject([{ tooLate: true }]);
    expect(await settle(false)).toBe("too late");
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await letters()).toEqual([{ kind: "progress", state: "not sent", reason: "came too late" }]);
  });
});

describe("an invitation", () => {
  async function unsureInvitation() {
    const shop = await t.open();
    const { world, fake, rows } = shop;
    await minedPeople(world, [{}], { fake });
    t.outbox.mails.length = 0;
    await pressInvite(world, { whom: "all", pressedBy: "Olga" });
    const [{ id: invitationId }] = await rows<{ id: string }>("SELECT invitation_id::text AS id FROM invitation WHERE shop_id = $1");
    lost();
    expect(await sendInvitation(world, { invitationId })).toEqual({ outcome: "needs review" });
    const settle = async (arrived: boolean) => (await settleInvitation(world, { invitationId, arrived })).outcome;
    const state = async () => (await rows<{ state: string }>("SELECT state FROM invitation WHERE shop_id = $1"))[0].state;
    const opens = async (mail: number) => (await readInvitationByToken(world, { token: tokenOf(t.outbox.mails[mail]) })).outcome;
    return { ...shop, invitationId, settle, state, opens };
  }

  test("stands on the same list", async () => {
    const { world, invitationId } = await unsureInvitation();
    expect((await readUnsure(world, {})).lines).toMatchObject([
      { id: invitationId, what: "invitation", kind: "invitation", tooLate: false },
    ]);
  });

  test("that arrived is sent; its button works, and its reminder takes its course", async () => {
    const { settle, state, opens } = await unsureInvitation();
    expect([await settle(true), await settle(true)]).toEqual(["arrived", "settled before"]);
    expect(await state()).toBe("sent");
    expect(await opens(0)).toBe("open");
    await t.clock.advance(6 * DAY_MS + 60_000);
    await t.runDueJobs();
    expect(t.outbox.mails.map(({ subject }) => subject).at(-1)).toMatch(/still free$/);
  });

  test("that was pressed more than two weeks ago does not go out again", async () => {
    const { world, settle, state } = await unsureInvitation();
    await t.clock.advance(15 * DAY_MS);
    expect((await readUnsure(world, {})).lines).toMatchObject([{ tooLate: true }]);
    expect([await settle(false), await settle(false)]).toEqual(["too late", "settled before"]);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await state()).toBe("not sent");
  });

  test("that did not arrive goes out again, and only the later one opens", async () => {
    const { settle, state, opens } = await unsureInvitation();
    expect(await settle(false)).toBe("sent again");
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(2);
    expect(await state()).toBe("sent");
    expect([await opens(0), await opens(1)]).toEqual([expect.not.stringMatching("open"), "open"]);
  });
});
