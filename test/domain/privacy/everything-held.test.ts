/** FAULTS 20 · what a person is given is everything we hold of them: held complete against the tables, so that a new one cannot be forgotten. */
import { beforeAll, describe, expect, test } from "vitest";
import { addressKey } from "~/domain/buyer/address-key";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import type { ShopPort } from "~/ports/shop";
import { aBuyer } from "../../support/builders";
import { testWorld } from "../../support/world";
import { fill, type Ids } from "../../routes/two-shops";

// Whoever is asked after lives on as somebody else.
const port = { readBuyers: async (ids: string[]) => ids.map((buyerId) => ({ buyerId })) } as unknown as ShopPort;
const t = await testWorld({ shop: port });
const { world, shopId } = t;

type Row = Record<string, unknown>;
type Answer = Record<string, Row[]> & { ambassador: Row | null };

/** By table and column: in which list its rows stand, or why they do not. */
const NAMED: Record<string, ((answer: Answer) => unknown[]) | string> = {
  "buyer.buyer_id": ({ buyer }) => buyer,
  "orders.buyer_id": ({ orders }) => orders,
  "orders.order_id": "the order itself, found by its buyer",
  "order_line.order_id": ({ orderLines }) => orderLines,
  "decision.order_id": ({ decisionsOnOrders }) => decisionsOnOrders,
  "decision.ambassador_id": ({ decisionsAsAmbassador }) => decisionsAsAmbassador,
  "claim.order_id": ({ decisionsOnOrders }) => decisionsOnOrders.flatMap(({ claims }) => claims),
  "claim.ambassador_id": ({ claimsAsAmbassador }) => claimsAsAmbassador,
  "credit.order_id": ({ creditsOnOrders }) => creditsOnOrders,
  "credit.ambassador_id": ({ creditsAsAmbassador }) => creditsAsAmbassador,
  "code_use.order_id": ({ codeUses }) => codeUses,
  "code_use.ambassador_id": ({ usesOfTheirCodes }) => usesOfTheirCodes,
  "ranking.buyer_id": ({ rankings }) => rankings,
  "hold_out.buyer_id": ({ heldOut }) => heldOut,
  "invitation.buyer_id": ({ invitations }) => invitations,
  "invitation.drawn_buyer_id": "the same invitations: whose lot it was, before customers became one",
  "contact.buyer_id": ({ contacts }) => contacts,
  "letter.buyer_id": ({ letters }) => letters,
  "mail_suppression.buyer_id": ({ mailStopped }) => mailStopped,
  "opt_out_link.buyer_id": "the way out in a mail of theirs, as a fingerprint; each mail itself stands among the contacts",
  "ambassador.buyer_id": (answer) => everyAmbassador(answer),
  "ambassador.ambassador_id": "the ambassador themselves, found by their buyer",
  "profile.ambassador_id": (answer) => everyAmbassador(answer).flatMap(({ profile }) => profile ?? []),
  "profile_handle.ambassador_id": (answer) => everyAmbassador(answer).flatMap(({ profile }) => (profile as Row | null)?.handles ?? []),
  "membership.ambassador_id": (answer) => everyAmbassador(answer).flatMap(({ memberships }) => memberships),
  "share_code.ambassador_id": (answer) => everyAmbassador(answer).flatMap(({ shareCodes }) => shareCodes),
  "click.ambassador_id": "their friends' presses: told as a number",
  "tier_change.ambassador_id": ({ tierChanges }) => tierChanges,
  "leak_alarm.ambassador_id": ({ leakAlarms }) => leakAlarms,
  "account.ambassador_id": ({ accounts }) => accounts,
  "reward.buyer_id": ({ rewards }) => rewards,
  "reward.ambassador_id": "the same rewards: whose they are follows the customer",
  "stray.buyer_id": ({ rewardsFoundInShopify }) => rewardsFoundInShopify,
  "stray.order_id": "what a draft became: named in the find itself",
  "privacy_request.buyer_id": ({ requests }) => requests,
};
const everyAmbassador = ({ ambassador, formerAmbassadors }: Answer): Row[] => [...(ambassador ? [ambassador] : []), ...formerAmbassadors];

let ids: Ids;
/** The friend, and the ambassador: between them they have something of everything. */
const answers = new Map<string, Answer>();

async function ask(buyerId: string, email: string | null = null): Promise<Answer> {
  const requestId = `data of ${buyerId}`;
  await askPrivacyRequest(world, { requestId, kind: "data request", buyerId, asked: { orderIds: [], email } });
  await answerPrivacyRequest(world, { requestId });
  return (await t.sql<{ outcome: Answer }>("SELECT outcome FROM privacy_request WHERE request_id = $1", [requestId]))[0].outcome;
}

beforeAll(async () => {
  ids = await fill(world);
  const now = t.clock.now();
  await world.transaction(async ({ db }) => {
    const lot = {
      shopId,
      programId: ids.programId,
      buyerId: ids.buyerId,
      pressId: world.chance.uuid(),
      decile: 1,
      drawnAt: now,
      dueAt: now,
    };
    await db.holdOut.create({ data: lot });
    await db.mailSuppression.create({ data: { shopId, emailHash: "a hash", why: "bounced", buyerId: ids.buyerId, notedAt: now } });
    const credit = { programId: ids.programId, programVersion: 1, ambassadorId: ids.ambassadorId, creditBp: 1_000, state: "pending" };
    await db.credit.create({ data: { shopId, orderId: ids.orderId, ...credit, openedAt: now } });
    const emailHash = world.fingerprint.of(addressKey(ids.friendEmail));
    await db.optOut.create({ data: { shopId, emailHash, source: "link in a mail", askedAt: now } });
  });
  for (const buyerId of [ids.buyerId, ids.ambassadorBuyerId]) answers.set(buyerId, await ask(buyerId));
});

test("every column that says whose a row is, is named, or excused with a reason", async () => {
  const columns = await t.sql<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name IN ('buyer_id', 'drawn_buyer_id', 'ambassador_id', 'order_id')`,
  );
  expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(NAMED).sort());
});

describe.each(Object.entries(NAMED).filter(([, list]) => typeof list === "function"))("%s", (name, list) => {
  test("stands there whole, of each of two people, and one of them has some", async () => {
    const [table, column] = name.split(".");
    const whose: Record<string, string> = {
      buyer_id: "SELECT $1::text",
      ambassador_id: "SELECT ambassador_id FROM ambassador WHERE buyer_id = $1",
      order_id: "SELECT order_id FROM orders WHERE buyer_id = $1",
    };
    const counts: number[] = [];
    for (const [buyerId, answer] of answers) {
      const [{ held }] = await t.sql<{ held: number }>(`SELECT count(*)::int AS held FROM ${table} WHERE ${column} IN (${whose[column]})`, [
        buyerId,
      ]);
      expect([buyerId, (list as (answer: Answer) => unknown[])(answer).length]).toEqual([buyerId, held]);
      counts.push(held);
    }
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });
});

test("that they asked not to be written to, and what kept webhooks tell of them, and nothing by which a fingerprint is known", async () => {
  const answer = answers.get(ids.buyerId)!;
  expect(answer.optedOut).toMatchObject([{ source: "link in a mail", emailHash: null }]);
  await t.sql("UPDATE receipt SET body = $1", [
    JSON.stringify({ id: 1, customer: { id: Number(ids.buyerId.slice(-6)), email: ids.friendEmail } }),
  ]);
  await t.sql("DELETE FROM privacy_request");
  const again = await ask(ids.buyerId);
  expect(again.webhooks).toMatchObject([{ topic: "orders/paid", body: expect.stringContaining(ids.friendEmail) as string }]);
  const [{ hash }] = await t.sql<{ hash: string }>("SELECT email_hash AS hash FROM opt_out WHERE source = 'link in a mail'");
  expect(JSON.stringify(again)).not.toContain(hash);
});

test("of friends' orders it says the verdict and nothing of the friends", () => {
  const answer = answers.get(ids.ambassadorBuyerId)!;
  expect(answer.decisionsAsAmbassador.length).toBeGreaterThan(0);
  expect(JSON.stringify([answer.decisionsAsAmbassador, answer.claimsAsAmbassador, answer.usesOfTheirCodes])).not.toContain(ids.buyerId);
});

test("with it all that customers who became theirs left behind", async () => {
  const { buyerId } = await aBuyer(world, { email: "once@another.example" });
  await world.transaction(({ db }) =>
    db.holdOut.create({
      data: {
        ...{ shopId, programId: ids.programId, buyerId, pressId: world.chance.uuid(), decile: 1 },
        ...{ drawnAt: t.clock.now(), dueAt: t.clock.now() },
      },
    }),
  );
  await mergeBuyers(world, { keptId: ids.buyerId, deletedId: buyerId });
  await t.sql("DELETE FROM privacy_request");
  const answer = await ask(ids.buyerId);
  expect(answer.buyer.map((row) => row.buyerId).sort()).toEqual([buyerId, ids.buyerId].sort());
  expect(answer.heldOut.map((row) => row.buyerId).sort()).toEqual([buyerId, ids.buyerId].sort());
});
