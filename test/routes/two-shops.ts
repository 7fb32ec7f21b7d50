/** Two shops in one database, each with something of everything an action can be given the id of. */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import { hashOfToken } from "~/domain/invitation/hash-of-token.server";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import type { World } from "~/ports/world";
import { miningRow, rankingRow } from "../support/mining-rows";
import { aClick, aLine, anAmbassador, anEarnedCredit, anOrder, aProduct, aProgram, aShop, aBuyer } from "../support/builders";

/** Shopify as another shop's token finds it: it knows none of the ids, and nothing else may be asked of it. */
export const knowsNobody = new Proxy({} as ShopPort, {
  get(_none, call: string) {
    if (["readOrder", "readBuyer", "readVariant"].includes(call)) return async () => null;
    if (call === "readDestinations") return async (ids: string[]) => ids.map(() => null);
    return async () => {
      throw new Error(`Shopify was asked to ${call} for an id that is another shop's`);
    };
  },
});

/** Shopify when it is busy: whoever gets as far as asking it knew the id. */
export const isBusy = new Proxy({} as ShopPort, {
  get: () => async () => {
    throw new ShopProblem("try later", "Shopify is busy");
  },
});

export type Ids = {
  programId: string;
  ambassadorId: string;
  ambassadorBuyerId: string;
  slug: string;
  code: string;
  clickId: string;
  orderId: string;
  laterOrderId: string;
  ownOrderId: string;
  buyerId: string;
  friendEmail: string;
  variantId: string;
  rewardId: string;
  /** Cash that was said yes to and waits to be paid. */
  askedRewardId: string;
  requestKey: string;
  discountId: string;
  token: string;
  invitationId: string;
  /** One that waits, and a mail that was sent. */
  letterId: string;
  mailId: string;
  /** They may or may not have arrived. */
  unsureLetterId: string;
  unsureInvitationId: string;
  /** From which a mail came back. */
  addressId: string;
  importId: string;
  requestId: string;
  webhookId: string;
  viewId: string;
  /** Of the share code. */
  codeId: string;
  /** One that waits for the owner. */
  alarmId: string;
  /** Found in Shopify, the friend's. */
  strayId: string;
};

/** Ids of the right shape that no shop has. */
export const nobodys = (world: World): Ids => ({
  ...Object.fromEntries(
    [
      "programId",
      "ambassadorId",
      "clickId",
      "rewardId",
      "askedRewardId",
      "discountId",
      "invitationId",
      "letterId",
      "mailId",
      "unsureLetterId",
      "unsureInvitationId",
      "addressId",
      "importId",
      "viewId",
      "codeId",
      "alarmId",
      "strayId",
    ].map((id) => [id, world.chance.uuid()]),
  ),
  ...(Object.fromEntries(
    ["ambassadorBuyerId", "orderId", "laterOrderId", "ownOrderId", "buyerId", "variantId", "requestId"].map((id, at) => [
      id,
      `99887766554433${at}`,
    ]),
  ) as Ids),
  slug: "nobody-at-all",
  code: "NOBODYS-CODE",
  friendEmail: "nobody@nowhere.example",
  requestKey: "no-key",
  token: "no-token-of-anybody",
  webhookId: "no-webhook",
});

export async function fill(world: World): Promise<Ids> {
  const { shopId, clock, chance } = world;
  const now = clock.now();
  await aShop(world, { name: `The store ${shopId}` });
  const program = await aProgram(world);
  const { programId } = program;
  const ambassador = await anAmbassador(world, program, { name: "Mia" });
  const { ambassadorId } = ambassador;
  const handle = { network: "Instagram", handle: "mia", followers: 900, likes: 30, comments: 3 } as const;
  await saveProfile(world, { ambassadorId, profile: { handles: [handle], topics: ["tea"], region: "Leeds" } });
  const { clickId } = await aClick(world, { programId, ambassadorId });
  await anEarnedCredit(world, ambassador, 900n);
  const product = await aProduct(world, { shelfOf: program });
  const friendEmail = `friend@${shopId}`;
  const friend = await aBuyer(world, { email: friendEmail, firstName: "Fran" });
  const { orderId } = await anOrder(world, { buyerId: friend.buyerId, email: friendEmail, placedAt: new Date(now.getTime() - 60_000) });
  await aLine(world, { ...product, orderId });
  const later = await anOrder(world, { buyerId: friend.buyerId, codes: [ambassador.code] });
  await decideOrder(world, { orderId: later.orderId });
  const own = await anOrder(world, { buyerId: ambassador.buyerId, codes: [ambassador.code] });
  await decideOrder(world, { orderId: own.orderId });
  await saveBuyer(world, bareBuyer(friend.buyerId, friendEmail), { readAt: now, currency: "GBP" });

  const [rewardId, askedRewardId, discountId, importId, sentId, invitationId, miningId, viewId] = Array.from({ length: 8 }, () =>
    chance.uuid(),
  );
  const [alarmId, answeredId, strayId] = [chance.uuid(), chance.uuid(), chance.uuid()];
  const [letterId, mailId] = [chance.uuid(), chance.uuid()];
  const [unsureLetterId, unsureInvitationId, addressId] = [chance.uuid(), chance.uuid(), `nobody at ${shopId}`];
  const [requestKey, token, requestId, webhookId] = ["key", "token", "request", "webhook"].map((what) => `${what}-of-${shopId}`);
  const waits = await aBuyer(world, { email: `waits@${shopId}` });
  const unsure = await aBuyer(world, { email: `unsure@${shopId}` });
  const invitation = { shopId, programId, pressId: chance.uuid(), decile: 1, createdAt: now };
  await world.transaction(async ({ db }) => {
    await db.reward.create({
      data: {
        ...{ shopId, rewardId, programId, ambassadorId, buyerId: ambassador.buyerId, variantId: product.variantId },
        ...{ productTitle: "Mug", priceMinor: 800n, currency: "GBP", code: `GIFT-${rewardId.slice(0, 8)}`, state: "issued" },
        ...{ requestKey: `${ambassadorId}:${requestKey}`, requestedAt: now },
      },
    });
    await db.reward.create({
      data: {
        ...{ shopId, rewardId: askedRewardId, programId, ambassadorId, buyerId: ambassador.buyerId, kind: "cash" },
        ...{
          productTitle: "",
          priceMinor: 50n,
          currency: "GBP",
          code: `PAY-${askedRewardId.slice(0, 8)}`,
          state: "requested",
          approvedAt: now,
          approvedBy: "test",
        },
        ...{ requestKey: `${ambassadorId}:cash`, requestedAt: now },
      },
    });
    const kinds = ["product code", "product sent", "store credit", "gift card"];
    await db.strayLook.createMany({ data: kinds.map((kind) => ({ shopId, kind, lookedUntil: now })) });
    await db.stray.create({
      data: {
        ...{
          shopId,
          strayId,
          kind: "gift card",
          shopifyId: "1",
          buyerId: friend.buyerId,
          productTitle: "",
          amountMinor: 100n,
          currency: "GBP",
        },
        ...{ madeAt: now, foundAt: now },
      },
    });
    await db.tierChange.create({
      data: {
        ...{ shopId, programId, ambassadorId, sequence: 1, fromTier: "friend", toTier: "insider" },
        ...{ reason: "good referrals", goodReferrals: 3, happenedAt: now },
      },
    });
    await db.discount.create({
      data: {
        shopId,
        discountId,
        programId,
        kind: "share",
        offerBp: 1_500,
        leadCode: `LEAD-${discountId.slice(0, 8)}`,
        state: "intended",
        createdAt: now,
      },
    });
    await db.import.create({ data: { shopId, importId, kind: "orders", state: "requested", requestedAt: now, changedAt: now } });
    const expiresAt = new Date(now.getTime() + 86_400_000);
    await db.invitation.create({
      data: { ...invitation, invitationId: sentId, buyerId: friend.buyerId, state: "sent", tokenHash: hashOfToken(token), expiresAt },
    });
    await db.optOutLink.create({ data: { shopId, tokenHash: hashOfToken(token), buyerId: friend.buyerId, madeAt: now } });
    await db.invitation.create({ data: { ...invitation, invitationId, buyerId: waits.buyerId, state: "waiting" } });
    await db.invitation.create({
      data: { ...invitation, invitationId: unsureInvitationId, buyerId: unsure.buyerId, state: "needs review" },
    });
    await db.contact.create({
      data: {
        ...{ shopId, contactId: mailId, buyerId: friend.buyerId, kind: "invitation", channel: "e-mail" },
        ...{ state: "sent", about: "invitation", happenedAt: now },
      },
    });
    await db.letter.create({
      data: {
        ...{ shopId, letterId, buyerId: ambassador.buyerId, kind: "welcome", cause: ambassadorId, state: "waiting" },
        ...{ createdAt: now, dueAt: now },
      },
    });
    await db.letter.create({
      data: {
        ...{ shopId, letterId: unsureLetterId, buyerId: ambassador.buyerId, kind: "goodbye", cause: ambassadorId, state: "needs review" },
        ...{ createdAt: now, dueAt: now },
      },
    });
    await db.letterVersion.createMany({ data: [{ shopId, kind: "welcome", version: 1, sent: true, savedAt: now, savedBy: "test" }] });
    await db.mailSetting.createMany({ data: [{ ...MAIL_DEFAULTS, shopId, version: 1, savedAt: now, savedBy: "test" }] });
    await db.mailSuppression.create({ data: { shopId, emailHash: addressId, why: "bounced", notedAt: now } });
    const asked = { orderIds: [orderId], email: friendEmail };
    await db.privacyRequest.create({
      data: {
        shopId,
        requestId,
        kind: "data request",
        buyerId: friend.buyerId,
        state: "waiting",
        outcome: { asked },
        askedAt: now,
        dueAt: now,
      },
    });
    const body = JSON.stringify({ admin_graphql_api_id: `gid://shopify/Order/${orderId}`, email: friendEmail });
    await db.receipt.create({ data: { shopId, topic: "orders/paid", webhookId, body, state: "waiting", receivedAt: now } });
    const found = ["draft gone", "gift card gone"].map((kind) => ({ kind, about: rewardId }));
    const compared = { why: "test", lookedFrom: now, startedAt: now, finishedAt: now, problems: found };
    await db.reconciliation.create({ data: { shopId, reconciliationId: chance.uuid(), ...compared } });
    await db.seenProblem.create({ data: { shopId, ...found[1], said: found[1], seenAt: now, seenBy: "test" } });
    await db.mining.create({ data: miningRow(world, { miningId }) });
    await db.ranking.create({ data: rankingRow(world, { miningId, buyerId: friend.buyerId, rank: 1, favourite: "Tea" }) });
    const filters = { country: "GB" };
    const { code } = ambassador;
    await db.codeUse.create({
      data: { shopId, code, orderId, programId, ambassadorId, placedAt: now, clicked: false, firstOrder: true, notedAt: now },
    });
    for (const one of [alarmId, answeredId])
      await db.leakAlarm.create({
        data: {
          ...{ shopId, alarmId: one, code, programId, ambassadorId, span: "hour", because: "more than usual", uses: 40, expected: 0.1 },
          ...{ usualMost: 9, tail: 1e-9, bound: 1e-7, heldFrom: clock.now(), raisedAt: now, evidence: { sites: [] } },
        },
      });
    await db.leakAnswer.create({ data: { shopId, alarmId: answeredId, answer: "fine", answeredBy: "test", answeredAt: now } });
    await db.leakHabit.create({ data: { shopId, programId, habit: {}, readAt: new Date(0) } });
    await db.couponSite.create({ data: { shopId, host: `bargains.${shopId}`, addedBy: "test", addedAt: now } });
    await db.savedView.create({ data: { shopId, viewId, name: `View of ${shopId}`, filters, savedAt: now, savedBy: "test" } });
  });
  return {
    ...{ programId, ambassadorId, ambassadorBuyerId: ambassador.buyerId, slug: ambassador.slug, code: ambassador.code, clickId, orderId },
    ...{
      laterOrderId: later.orderId,
      ownOrderId: own.orderId,
      buyerId: friend.buyerId,
      friendEmail,
      variantId: product.variantId,
      rewardId,
      askedRewardId,
      requestKey,
      discountId,
    },
    ...{ token, invitationId, letterId, mailId, importId, requestId, webhookId, viewId, alarmId, strayId },
    ...{ unsureLetterId, unsureInvitationId, addressId },
    codeId: await codeIdOf(world, ambassador.code),
  };
}

const codeIdOf = async (world: World, code: string): Promise<string> =>
  (await world.transaction(({ db }) => db.shareCode.findUniqueOrThrow({ where: { shopId_code: { shopId: world.shopId, code } } }))).codeId;

export const bareBuyer = (buyerId: string, email: string) => ({
  ...{ buyerId, email, firstName: "Fran", lastName: "Friend", consent: "subscribed" as const },
  ...{ countryCode: null, province: null, city: null },
});
