/** FAULTS 77: the way out in a mail works whatever became of the mail, of its page, and of whom it was written to. */
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { settleLetter } from "~/domain/delivery/settle-letter.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { settleInvitation } from "~/domain/invitation/settle-invitation.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { findPerson } from "~/domain/privacy/find-person.server";
import type { Mail } from "~/ports/mailer";
import type { World } from "~/ports/world";
import { fakeShops } from "../../support/fake-shops";
import { invitedPeople } from "../../support/invited";
import { openWithMaxine } from "../../support/open-with-maxine";
import { minedPeople } from "../../support/people";
import { START } from "../../support/world";

const t = await fakeShops();
/** Outside the transaction at hand, as another process would. */
const outsideOf = AsyncLocalStorage.snapshot();
const wayOutOf = (mail: Mail) => new URL(/<(.+)>/.exec(mail.headers!["List-Unsubscribe"])![1]).searchParams.get("token")!;
const leave = (world: World, token: string) => optOut(world, { token, source: "one-click" });
const hash = (world: World, email: string) => world.fingerprint.of(email);
const optedOut = (shopId: string) =>
  t
    .sql<{ email_hash: string }>("SELECT email_hash FROM opt_out WHERE shop_id = $1", [shopId])
    .then((rows) => rows.map(({ email_hash }) => email_hash).sort());
const inTheLog = (shopId: string) =>
  t
    .sql<{ buyer_id: string }>("SELECT buyer_id FROM contact WHERE shop_id = $1 AND kind = 'opted out'", [shopId])
    .then((rows) => rows.map(({ buyer_id }) => buyer_id));

describe("a mail that was sent anew", () => {
  test("of an invitation the first one's way out works, too", async () => {
    const { world, fake, rows, shopId } = await t.open();
    await minedPeople(world, [{}], { fake });
    await pressInvite(world, { whom: "all", pressedBy: "Olga" });
    const [{ id: invitationId }] = await rows<{ id: string }>("SELECT invitation_id::text AS id FROM invitation WHERE shop_id = $1");
    t.outbox.mails.length = 0;
    t.outbox.answerNext.push({ outcome: "unknown", reason: "the line broke" });
    await sendInvitation(world, { invitationId });
    await settleInvitation(world, { invitationId, arrived: false });
    expect(await leave(world, wayOutOf(t.outbox.mails[0]))).toEqual({ outcome: "opted out" });
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await optedOut(shopId)).toEqual([hash(world, "p1@people.example")]);
  });

  test("of a letter likewise", async () => {
    const { world, write, shopId } = await openWithMaxine(t);
    const letterId = (await write())!;
    t.outbox.answerNext.push({ outcome: "unknown", reason: "the line broke" });
    await t.runDueJobs();
    await settleLetter(world, { letterId, arrived: false });
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(2);
    expect(await leave(world, wayOutOf(t.outbox.mails[0]))).toEqual({ outcome: "opted out" });
    expect(await optedOut(shopId)).toHaveLength(1);
  });

  test("because its server did not take it, the way out that nobody got is not kept", async () => {
    const { write, shopId } = await openWithMaxine(t);
    await write();
    t.outbox.answerNext.push({ outcome: "try later", reason: "451 busy" });
    await t.runDueJobs({ failuresExpected: true });
    const links = () => t.sql("SELECT 1 FROM opt_out_link WHERE shop_id = $1", [shopId]);
    expect(await links()).toEqual([]);
    await t.clock.advance(600_000);
    await t.runDueJobs();
    expect(await links()).toHaveLength(1);
  });
});

describe("a mail that a worker of the version before sends while a new one is put in its place", () => {
  const forgetLinks = () => t.sql("DELETE FROM opt_out_link");

  test("an invitation's way out works", async () => {
    await t.clock.set(START);
    const { world, shopId, tokens, ids } = await invitedPeople(t, [{}]);
    await forgetLinks();
    expect(await leave(world, tokens[0])).toEqual({ outcome: "opted out" });
    expect([await optedOut(shopId), await inTheLog(shopId)]).toEqual([[hash(world, "p1@people.example")], ids]);
  });

  test("and a letter's", async () => {
    const { world, write, shopId, maxine } = await openWithMaxine(t);
    await write();
    await t.runDueJobs();
    await forgetLinks();
    expect(await leave(world, wayOutOf(t.outbox.mails[0]))).toEqual({ outcome: "opted out" });
    expect([await optedOut(shopId), await inTheLog(shopId)]).toEqual([[hash(world, "maxine@people.example")], [maxine.buyerId]]);
  });
});

describe("after two customers became one", () => {
  const addresses = ["p1@people.example", "p2@people.example"];

  test("the way out of the one that went leads out whom they became, with both addresses", async () => {
    await t.clock.set(START);
    const { world, shopId, ids, tokens } = await invitedPeople(t, [{}, {}]);
    const [deletedId, keptId] = ids;
    await mergeBuyers(world, { keptId, deletedId });
    expect(await leave(world, tokens[0])).toEqual({ outcome: "opted out" });
    expect(await optedOut(shopId)).toEqual(addresses.map((one) => hash(world, one)).sort());
    expect(await inTheLog(shopId)).toEqual([keptId]);
  });

  test.each(["by the mail's link", "signed in"])("also when they become one while it is pressed, %s", async (how) => {
    await t.clock.set(START);
    const { world, shopId, ids, tokens } = await invitedPeople(t, [{}, {}]);
    const [deletedId, keptId] = ids;
    let pressed: Promise<unknown> = Promise.resolve();
    await world.transaction(async () => {
      await mergeBuyers(world, { keptId, deletedId });
      pressed = outsideOf(() => (how === "signed in" ? optOut(world, { buyerId: deletedId, source: "test" }) : leave(world, tokens[0])));
      const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await t.sql(waiting)).length).toBe(1);
    });
    expect(await pressed).toEqual({ outcome: "opted out" });
    expect(await optedOut(shopId)).toEqual(addresses.map((one) => hash(world, one)).sort());
    expect(await inTheLog(shopId)).toEqual([keptId]);
  });
});

describe("after their erasure", () => {
  const erase = (world: World, buyerId: string) =>
    findPerson(world, { buyerId, orderIds: [], email: null }).then((person) => eraseBuyer(world, person));

  test("a press is kept by the address's fingerprint alone, and nobody writes there again", async () => {
    const { world, shopId, ids, tokens, fake, rows } = await invitedPeople(t, [{}]);
    await erase(world, ids[0]);
    expect(await rows("SELECT buyer_id FROM opt_out_link WHERE shop_id = $1")).toEqual([{ buyer_id: null }]);
    expect(await leave(world, tokens[0])).toEqual({ outcome: "opted out" });
    expect(await leave(world, tokens[0])).toEqual({ outcome: "opted out" });
    expect(await optedOut(shopId)).toEqual([hash(world, "p1@people.example")]);
    expect(await inTheLog(shopId)).toEqual([]);
    // They order again, under another customer's number and the same address.
    await t.clock.advance(60_000);
    await minedPeople(world, [{ email: "p1@people.example" }], { fake, firstId: 7 });
    expect(await pressInvite(world, { whom: "all", pressedBy: "Olga" })).toMatchObject({
      outcome: "nobody to invite",
      leftOut: { "asked not to be written to": 1 },
    });
  });

  test("so is one from before addresses were kept with the ways out", async () => {
    const { world, shopId, ids, tokens } = await invitedPeople(t, [{}]);
    await t.sql("UPDATE opt_out_link SET email_hash = NULL WHERE shop_id = $1", [shopId]);
    await erase(world, ids[0]);
    await leave(world, tokens[0]);
    expect(await optedOut(shopId)).toEqual([hash(world, "p1@people.example")]);
  });
});

test("a way out is kept for three years, and then goes when others are made", async () => {
  await t.clock.set(START);
  const { world, tokens, ids, fake } = await invitedPeople(t, [{}]);
  await t.sql("UPDATE opt_out_link SET made_at = made_at - interval '1094 days'");
  const inviteAnother = async (firstId: number) => {
    await t.clock.advance(60_000);
    await minedPeople(world, [{}], { fake, firstId });
    await pressInvite(world, { whom: "all", pressedBy: "Olga" });
    await t.runDueJobs();
  };
  await inviteAnother(7);
  expect(await leave(world, tokens[0])).toEqual({ outcome: "opted out" });
  await t.sql("UPDATE opt_out_link SET made_at = made_at - interval '2 days'");
  // Nor does it open its page any more.
  await t.sql("UPDATE invitation SET token_hash = NULL WHERE buyer_id = $1", [ids[0]]);
  await inviteAnother(8);
  expect(await leave(world, tokens[0])).toEqual({ outcome: "link unknown" });
});
