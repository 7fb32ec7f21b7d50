import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { readInvitationByToken } from "~/domain/invitation/read-invitation-by-token.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, tokenOf, type Person } from "../../support/people";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

/** A shop with one person invited, whose mail waits. */
async function invited(person: Person = {}) {
  const shop = await t.open();
  const [buyerId] = await minedPeople(shop.world, [person], { fake: shop.fake });
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  const [{ invitation_id: invitationId }] = await shop.rows<{ invitation_id: string }>(
    "SELECT invitation_id FROM invitation WHERE shop_id = $1",
  );
  t.outbox.mails.length = 0;
  const state = async () =>
    (
      await shop.rows(
        "SELECT i.state, i.reason, c.state AS contact FROM invitation i LEFT JOIN contact c ON c.shop_id = i.shop_id AND c.contact_id = i.invitation_id WHERE i.shop_id = $1",
      )
    )[0];
  return { ...shop, buyerId, invitationId, state, send: () => sendInvitation(shop.world, { invitationId }) };
}

describe("an invitation's mail", () => {
  test("goes to the person with the store's name, a link of its own and a one-click opt-out", async () => {
    const { send, state, invitationId, shopId, rows } = await invited();
    expect(await send()).toEqual({ outcome: "sent" });
    const [mail] = t.outbox.mails;
    const token = tokenOf(mail);
    expect(mail).toMatchObject({
      messageId: `<${invitationId}@${shopId}>`,
      to: "p1@people.example",
      fromName: "Tea & Sons",
      replyTo: "hello@tea.example",
      headers: {
        "List-Unsubscribe": `<https://tea.example/apps/regulars/opt-out?token=${token}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    });
    expect(mail.text).toContain(`https://tea.example/apps/regulars/join?token=${token}`);
    expect(mail.text).toContain("16 November 2026");
    expect(await state()).toEqual({ state: "sent", reason: null, contact: "sent" });
    // 32 bytes, of which only the hash is kept.
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(
      await rows("SELECT token_hash, expires_at - $2::timestamptz = '14 days' AS fortnight FROM invitation WHERE shop_id = $1", [
        t.clock.now(),
      ]),
    ).toEqual([{ token_hash: createHash("sha256").update(token).digest("hex"), fortnight: true }]);
  });

  test("asked to be sent again, it is not", async () => {
    const { send } = await invited();
    expect(await send()).toEqual({ outcome: "sent" });
    expect(await send()).toEqual({ outcome: "nothing to do" });
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("two workers with the same job send one mail", async () => {
    const { send } = await invited();
    await Promise.all([send(), send(), send()]);
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("does not claim since when, where Shopify let us see sixty days only", async () => {
    const { world, fake } = await t.open({ historyComplete: false });
    await minedPeople(world, [{}], { fake });
    await pressInvite(world, { whom: "all", pressedBy: "Olga" });
    await t.runDueJobs();
    const { text } = t.outbox.mails.at(-1)!;
    expect(text).not.toContain("since");
    expect(text).toContain("You have come back to us again and again.");
  });
});

describe("consent is read again just before sending", () => {
  test.each<[string, (buyer: { consent: string; email: string | null }) => void, string]>([
    ["an unsubscribe at Shopify a moment ago", (buyer) => (buyer.consent = "unsubscribed"), "has not said yes to e-mail"],
    ["an address removed", (buyer) => (buyer.email = null), "no e-mail address"],
  ])("%s", async (_what, change, reason) => {
    const { send, fake, buyerId, state } = await invited();
    change(fake.buyers.get(buyerId)!);
    expect(await send()).toEqual({ outcome: "not sent", reason });
    expect(t.outbox.mails).toEqual([]);
    expect(await state()).toEqual({ state: "not sent", reason, contact: null });
  });

  test("a customer Shopify no longer knows is not written to", async () => {
    const { send, fake, buyerId } = await invited();
    fake.buyers.delete(buyerId);
    // The comparison has looked for whom they became, and found nobody.
    await t.sql("UPDATE buyer SET gone_at = $2 WHERE buyer_id = $1", [buyerId, new Date(t.clock.now().getTime() - 2 * DAY_MS)]);
    expect(await send()).toEqual({ outcome: "not sent", reason: "no longer a customer" });
  });

  test("while Shopify does not answer nothing is sent and nothing is decided", async () => {
    const { send, fake, state } = await invited();
    fake.refuse("readBuyer", "try later");
    await expect(send()).rejects.toThrow(/try later/);
    expect(await state()).toMatchObject({ state: "waiting" });
    expect(await send()).toEqual({ outcome: "sent" });
  });
});

describe("FAULTS 77: one-click unsubscribe, twice, then a queued mail", () => {
  test("both are answered alike, one opt-out is kept, and nothing is sent", async () => {
    const { world, send, buyerId, rows, state } = await invited();
    expect(await optOut(world, { buyerId, source: "one-click" })).toEqual({ outcome: "opted out" });
    expect(await optOut(world, { buyerId, source: "one-click" })).toEqual({ outcome: "opted out" });
    await t.runDueJobs();
    expect(await send()).toEqual({ outcome: "nothing to do" });
    expect(t.outbox.mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "not sent", reason: "asked not to be written to" });
    expect(await rows("SELECT count(*)::int AS kept FROM opt_out WHERE shop_id = $1")).toEqual([{ kept: 1 }]);
    expect(await rows("SELECT count(*)::int AS logged FROM contact WHERE shop_id = $1 AND kind = 'opted out'")).toEqual([{ logged: 1 }]);
  });

  test("an opt-out between pressing and sending is seen even when the invitation still waits", async () => {
    const { world, send, buyerId, rows } = await invited();
    await optOut(world, { buyerId, source: "one-click" });
    await t.sql("UPDATE invitation SET state = 'waiting', reason = NULL WHERE shop_id = $1", [world.shopId]);
    expect(await send()).toEqual({ outcome: "not sent", reason: "asked not to be written to" });
    expect(await rows("SELECT state FROM invitation WHERE shop_id = $1")).toEqual([{ state: "not sent" }]);
  });

  test("the link in the mail works twice, at once, and long after the button has expired; the address itself is not kept", async () => {
    const { world, send, rows } = await invited();
    await send();
    const token = tokenOf(t.outbox.mails[0]);
    await t.clock.advance(300 * DAY_MS);
    expect(await Promise.all([1, 2, 3].map(() => optOut(world, { token, source: "mail" })))).toEqual(
      Array.from({ length: 3 }, () => ({ outcome: "opted out" })),
    );
    expect(await rows("SELECT state FROM invitation WHERE shop_id = $1")).toEqual([{ state: "declined" }]);
    const [kept] = await rows<{ email_hash: string }>("SELECT email_hash FROM opt_out WHERE shop_id = $1");
    expect(kept.email_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(kept.email_hash).not.toBe(createHash("sha256").update("p1@people.example").digest("hex"));
  });

  test("a link nobody was sent changes nothing", async () => {
    const { world, rows } = await invited();
    expect(await optOut(world, { token: "x".repeat(43), source: "mail" })).toEqual({ outcome: "link unknown" });
    expect(await rows("SELECT count(*)::int AS kept FROM opt_out WHERE shop_id = $1")).toEqual([{ kept: 0 }]);
  });
});

describe("FAULTS 78: the mail provider times out after accepting", () => {
  test("it ends in review with one mail sent, however often it is tried again, and its button works", async () => {
    const { world, send, state } = await invited();
    t.outbox.answerNext.push({ outcome: "unknown", reason: "timeout after DATA" });
    expect(await send()).toEqual({ outcome: "needs review" });
    expect(await state()).toEqual({ state: "needs review", reason: "the mail may or may not have arrived", contact: "needs review" });
    for (let again = 0; again < 5; again++) expect(await send()).toEqual({ outcome: "nothing to do" });
    expect(t.outbox.mails).toHaveLength(1);
    expect(await readInvitationByToken(world, { token: tokenOf(t.outbox.mails[0]) })).toMatchObject({ outcome: "open" });
  });

  test("200 times over, each ends with one mail", async () => {
    const shop = await t.open();
    await minedPeople(
      shop.world,
      Array.from({ length: 200 }, () => ({})),
      { fake: shop.fake },
    );
    await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
    t.outbox.mails.length = 0;
    t.outbox.answerNext.push(...Array.from({ length: 180 }, () => ({ outcome: "unknown" as const, reason: "timeout after DATA" })));
    await t.runDueJobs();
    const ids = await shop.rows<{ invitation_id: string }>(
      "SELECT invitation_id FROM invitation WHERE shop_id = $1 AND state = 'needs review'",
    );
    expect(ids).toHaveLength(180);
    for (const { invitation_id: invitationId } of ids) await sendInvitation(shop.world, { invitationId });
    expect(t.outbox.mails).toHaveLength(180);
    expect(new Set(t.outbox.mails.map(({ to }) => to)).size).toBe(180);
  }, 90_000);

  test("a worker that died between intent and record leaves it to review, never to a second mail", async () => {
    const { send, state, world } = await invited();
    // What the first worker had committed when it died.
    await t.sql("UPDATE invitation SET state = 'sending', token_hash = 'x', expires_at = now() WHERE shop_id = $1", [world.shopId]);
    expect(await send()).toEqual({ outcome: "needs review" });
    expect(t.outbox.mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "needs review" });
  });

  test("refused for now, it waits and goes out once the server takes it", async () => {
    const { state } = await invited();
    t.outbox.answerNext.push({ outcome: "try later", reason: "451 busy" });
    const ran = await t.runDueJobs({ failuresExpected: true });
    expect(ran.filter(({ outcome }) => outcome === "failed")).toHaveLength(1);
    expect(await state()).toEqual({ state: "waiting", reason: null, contact: "failed" });
    await t.clock.advance(600_000);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await state()).toEqual({ state: "sent", reason: null, contact: "sent" });
  });

  test("refused for good, it is over, with the reason", async () => {
    const { send, state } = await invited();
    t.outbox.answerNext.push({ outcome: "refused", addressGone: true, reason: "550 no such user" });
    expect(await send()).toEqual({ outcome: "not sent", reason: "the mail server refused the address" });
    expect(await state()).toMatchObject({ state: "not sent", contact: "failed" });
    expect(await send()).toEqual({ outcome: "nothing to do" });
  });
});

test("a shop whose programme has ended sends nothing more", async () => {
  const { world, send } = await invited();
  await t.sql("UPDATE program SET state = 'ended', ended_at = '2026-11-02' WHERE shop_id = $1", [world.shopId]);
  expect(await send()).toEqual({ outcome: "not sent", reason: "the programme has ended" });
});

test("a letter that cannot be written leaves the invitation waiting, not in doubt", async () => {
  const { world, send, state } = await invited();
  await t.sql("UPDATE shop SET storefront_url = 'no address' WHERE shop_id = $1", [world.shopId]);
  await expect(send()).rejects.toThrow(/URL/i);
  expect(await state()).toEqual({ state: "waiting", reason: null, contact: null });
});
