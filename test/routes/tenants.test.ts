/**
 * FAULTS 70: every action that takes an id, called in one shop with another shop's ids, answers as for ids that nobody has,
 * and changes no row of either. The list is held complete against the code, so that a new action cannot be forgotten.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { NO_PROFILE } from "~/domain/ambassador/profile";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { noteDevice } from "~/domain/ambassador/note-device.server";
import { pauseSharing } from "~/domain/ambassador/pause-sharing.server";
import { resumeSharing } from "~/domain/ambassador/resume-sharing.server";
import { saveOwnPage } from "~/domain/ambassador/save-own-page.server";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { overruleDecision } from "~/domain/attribution/overrule-decision.server";
import { readLaterOrders } from "~/domain/attribution/read-later-orders.server";
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { readHadProducts } from "~/domain/buyer/read-had-products.server";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { noteCheckout } from "~/domain/click/note-checkout.server";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { readClickAgain } from "~/domain/click/read-click-again.server";
import { readPressedPage } from "~/domain/click/read-pressed-page.server";
import { readWaitingOffer } from "~/domain/click/read-waiting-offer.server";
import { recordClick } from "~/domain/click/record-click.server";
import { joinProgram } from "~/domain/code/join-program.server";
import { endDiscount } from "~/domain/code/end-discount.server";
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { checkCode } from "~/domain/code/check-code.server";
import { readFreeIdeas } from "~/domain/code/read-free-ideas.server";
import { composeFor } from "~/domain/delivery/compose-for.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { readFreeMoment } from "~/domain/delivery/read-free-moment.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { readAmbassadorStatement } from "~/domain/insight/read-ambassador-statement.server";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { previewInvite } from "~/domain/invitation/preview-invite.server";
import { readCandidates } from "~/domain/invitation/read-candidates.server";
import { readFirstLine } from "~/domain/invitation/read-first-line.server";
import { readInvitationByToken } from "~/domain/invitation/read-invitation-by-token.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { readLocales } from "~/domain/code/read-locales.server";
import { remindLater } from "~/domain/invitation/remind-later.server";
import { settleInvitation } from "~/domain/invitation/settle-invitation.server";
import { settleLetter } from "~/domain/delivery/settle-letter.server";
import { freeAddress } from "~/domain/letter/free-address.server";
import { suppressAddress } from "~/domain/letter/suppress-address.server";
import { writeInvitation } from "~/domain/invitation/write-invitation.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { answerLeak } from "~/domain/leak/answer-leak.server";
import { raiseAlarm } from "~/domain/leak/raise-alarm.server";
import { writeAlarm } from "~/domain/leak/write-alarm.server";
import { readHabit } from "~/domain/leak/read-habit.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { removeShareCode } from "~/domain/code/remove-share-code.server";
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { retireShareCode } from "~/domain/code/retire-share-code.server";
import { readMovements } from "~/domain/ledger/read-movements.server";
import { readStatement } from "~/domain/ledger/read-statement.server";
import { forgiveDebt } from "~/domain/ledger/forgive-debt.server";
import { raiseTiers } from "~/domain/ledger/raise-tiers.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { forgetView } from "~/domain/mining/forget-view.server";
import { answerCode } from "~/domain/page/answer-code.server";
import { readJoinPage } from "~/domain/page/read-join-page.server";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { readOrderNote } from "~/domain/page/read-order-note.server";
import { readOwnPage } from "~/domain/page/read-own-page.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { readStatementPage } from "~/domain/page/read-statement-page.server";
import { movementSentence } from "~/domain/ledger/movement";
import { writeStatementCsv } from "~/domain/page/write-statement-csv.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { collectBuyerData } from "~/domain/privacy/collect-buyer-data.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { readLatestVersion } from "~/domain/program/read-latest-version.server";
import { readProgramVersion } from "~/domain/program/read-program-version.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { checkRequest } from "~/domain/reward/check-request.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { giveBackReward } from "~/domain/reward/give-back-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { readLastCall } from "~/domain/reward/one-call.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { handOverDecisions } from "~/domain/attribution/hand-over-decisions.server";
import { suspectOrders } from "~/domain/attribution/suspect-orders.server";
import { handOverBalance } from "~/domain/ledger/hand-over-balance.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import { joinMergedAmbassadors } from "~/ingest/join-merged-ambassadors.server";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { noteTurn } from "~/domain/program/note-turn.server";
import { readHeld } from "~/domain/reward/read-held.server";
import { readStrayAccount } from "~/domain/reward/read-stray-account.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { advanceImport } from "~/ingest/history/advance-import.server";
import { finishImport } from "~/ingest/history/finish-import.server";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import { rejoinAmbassador } from "~/ingest/rejoin-ambassador.server";
import { processReceipt } from "~/ingest/process-receipt.server";
import { refreshBuyer } from "~/ingest/refresh-buyer.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import type { World } from "~/ports/world";
import { pressKey } from "~/storefront/press-key.server";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { statementWords } from "~/words/admin/statement";
import { askStorefront } from "../support/storefront";
import { testWorld } from "../support/world";
import { bareBuyer, fill, isBusy, knowsNobody, nobodys, type Ids } from "./two-shops";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const t = await testWorld({ shopId: OURS, shop: (shopId) => (shopId === OURS ? knowsNobody : isBusy) });
const [ours, theirs] = [t.world, t.worldOf(THEIRS)];
let ourIds: Ids;
let theirIds: Ids;
const nobody = nobodys(ours);

beforeAll(async () => {
  ourIds = await fill(ours);
  theirIds = await fill(theirs);
});

const ALL_DAYS = { from: null, to: null };
/** Everything a generator gives. */
async function whole<T>(pieces: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

type Call = (world: World, ids: Ids) => Promise<unknown>;

/** By the action's name; more than one call where an action is asked in more than one way. */
const actions: Record<string, Call | Call[]> = {
  leaveProgram: [
    (world, { ambassadorId }) => leaveProgram(world, { ambassadorId }),
    (world, ids) => leaveProgram(world, { buyerId: ids.ambassadorBuyerId }),
  ],
  noteDevice: (world, { ambassadorBuyerId: buyerId }) => noteDevice(world, { buyerId, networks: ["203.0.113.7"] }),
  pauseSharing: (world, { ambassadorBuyerId: buyerId }) => pauseSharing(world, { buyerId }),
  resumeSharing: (world, { ambassadorBuyerId: buyerId }) => resumeSharing(world, { buyerId }),
  saveOwnPage: (world, { ambassadorBuyerId: buyerId }) => saveOwnPage(world, { buyerId, words: "Mine", productIds: [] }),
  saveProfile: [
    (world, { ambassadorId }) => saveProfile(world, { ambassadorId, profile: NO_PROFILE }),
    (world, { ambassadorBuyerId: buyerId }) => saveProfile(world, { buyerId, profile: { ...NO_PROFILE, region: "Ours" } }),
  ],
  readHadProducts: (world, { buyerId }) => readHadProducts(world, { buyerId }),
  readOwnPage: (world, { ambassadorId, buyerId }) =>
    readOwnPage(world, { ambassadorId, buyerId, name: "Fran", words: null, favourites: [] }, { offerBp: 1_500 }),
  refreshMarks: (world, { ambassadorBuyerId: buyerId }) => refreshMarks(world, { buyerId }),
  decideOrder: (world, { laterOrderId }) => decideOrder(world, { orderId: laterOrderId }),
  overruleDecision: (world, { laterOrderId: orderId }) =>
    overruleDecision(world, { orderId, counts: false, sequence: 1, note: "ours", decidedBy: "owner:1" }),
  readLaterOrders: (world, { orderId }) => readLaterOrders(world, { orderId }),
  mergeBuyers: (world, ids) => mergeBuyers(world, { keptId: ids.buyerId, deletedId: ids.ambassadorBuyerId }),
  summariseBuyer: (world, { buyerId }) => summariseBuyer(world, { buyerId }),
  joinMergedBuyers: (world, ids) => joinMergedBuyers(world, { keptId: ids.buyerId, deletedId: ids.ambassadorBuyerId }),
  rejoinAmbassador: (world, { ambassadorId, friendEmail }) => rejoinAmbassador(world, { ambassadorId, email: friendEmail }),
  recordClick: (world, { slug }) => recordClick(world, { slug }),
  readPressedPage: (world, { slug }) => readPressedPage(world, { slug, since: new Date(0), mostCounted: 10 }),
  readClickAgain: (world, { clickId, programId, ambassadorId }) =>
    readClickAgain(world, { clickId, programId, ambassadorId, clickWindowDays: 30 }),
  readWaitingOffer: (world, { clickId }) => readWaitingOffer(world, { clickId }),
  noteClickUse: (world, { clickId }) => noteClickUse(world, { codes: [], clickId, placedAt: new Date(world.clock.now().getTime() - 1) }),
  noteCheckout: (world, { clickId }) => noteCheckout(world, { clickId, stage: "started" }),
  joinProgram: (world, { token }) => joinProgram(world, { token, code: "FRAN-TEA", name: "Fran", acknowledged: true }),
  publishDiscount: (world, { discountId }) => publishDiscount(world, { discountId }),
  readFreeIdeas: (world, { buyerId }) => readFreeIdeas(world, { buyerId, name: "Fran", offerBp: 1_500 }),
  // What was typed comes back, whoever's it is.
  checkCode: async (world, { buyerId, code }) => ({
    ...(await checkCode(world, { typed: code, buyerId, name: "Fran", offerBp: 1_500 })),
    code: "",
  }),
  answerCode: [
    (world, { token }) => answerCode(world, { chooser: { token, signedInBuyerId: null }, typed: "FRAN-TEA", name: "Fran" }),
    (world, { ambassadorBuyerId: buyerId }) => answerCode(world, { chooser: { buyerId }, typed: "MIA-TEA", name: "" }),
  ],
  readBuyerCard: (world, { buyerId }) => readBuyerCard(world, { buyerId }),
  optOut: [
    (world, { token }) => optOut(world, { token, source: "test" }),
    (world, { buyerId }) => optOut(world, { buyerId, source: "test" }),
  ],
  pressInvite: (world, { buyerId }) => pressInvite(world, { whom: [buyerId], pressedBy: "test" }),
  previewInvite: (world, { buyerId }) => previewInvite(world, { whom: [buyerId] }),
  readCandidates: (world, { programId, buyerId }) => readCandidates(world, { programId, whom: [buyerId] }),
  readFirstLine: (world, { buyerId }) => readFirstLine(world, { buyerId, locale: "en-GB" }),
  readInvitationByToken: (world, { token }) => readInvitationByToken(world, { token }),
  composeFor: (world, { ambassadorBuyerId: buyerId, letterId }) => {
    const letter = { letterId, buyerId, kind: "welcome" as const, cause: "c", about: {}, createdAt: world.clock.now() };
    return composeFor(world, letter, { buyer: bareBuyer(buyerId, "fran@ours.example"), token: "t" });
  },
  noteMailReport: (world, { mailId }) => noteMailReport(world, { kind: "bounced", mailId, detail: null }),
  readFreeMoment: (world, { ambassadorBuyerId: buyerId }) =>
    readFreeMoment(world, { letterId: world.chance.uuid(), buyerId, kind: "progress", createdAt: world.clock.now() }),
  readLocales: (world, { ambassadorId }) => readLocales(world, { ambassadorIds: [ambassadorId] }),
  settleLetter: (world, { unsureLetterId: letterId }) => settleLetter(world, { letterId, arrived: false }),
  settleInvitation: (world, { unsureInvitationId: invitationId }) => settleInvitation(world, { invitationId, arrived: false }),
  freeAddress: (world, { addressId }) => freeAddress(world, { addressId, freedBy: "test" }),
  sendLetter: (world, { letterId }) => sendLetter(world, { letterId }),
  writeLetter: (world, { ambassadorBuyerId: buyerId }) => writeLetter(world, { kind: "goodbye", cause: "c", buyerId }),
  sendInvitation: (world, { invitationId }) => sendInvitation(world, { invitationId }),
  writeInvitation: (world, { buyerId }) => writeInvitation(world, { buyerId, firstName: "Fran", token: "t", expiresAt: world.clock.now() }),
  appendEntry: (world, { programId, ambassadorId, orderId }) =>
    appendEntry(world, {
      from: { kind: "program", programId },
      to: { kind: "earned", programId, ambassadorId },
      ...{ amountMinor: 5n, currency: "GBP", reason: "credit", source: { kind: "order", id: orderId }, idempotencyKey: "tenants" },
    }),
  creditOrder: (world, { laterOrderId }) => creditOrder(world, { orderId: laterOrderId }),
  readStatement: (world, { ambassadorId, programId }) => readStatement(world, { ambassadorId, programId, page: 1, ...ALL_DAYS }),
  readMovements: (world, { ambassadorId, programId }) =>
    whole(readMovements(world, { whose: { ambassadorId, programId }, period: ALL_DAYS })),
  readStatementPage: (world, { ambassadorBuyerId: buyerId }) => readStatementPage(world, { buyerId, asked: {}, page: 1 }),
  readAmbassadorStatement: [
    (world, { ambassadorId }) => readAmbassadorStatement(world, { ambassadorId, programId: null, asked: {}, page: 1 }),
    (world, { ambassadorId, programId }) => readAmbassadorStatement(world, { ambassadorId, programId, asked: {}, page: 1 }),
  ],
  writeStatementCsv: (world, { ambassadorId, programId }) =>
    whole(
      writeStatementCsv(world, {
        whose: { ambassadorId, programId },
        period: ALL_DAYS,
        reader: "owner",
        words: { ...statementWords, columns: statementWords.csv, movement: movementSentence, source: ({ source }) => source.name ?? "" },
      }),
    ),
  readBalance: (world, { ambassadorId, programId }) => readBalance(world, { ambassadorId, programId }),
  replaceShareCode: (world, { ambassadorId }) => replaceShareCode(world, { ambassadorId, code: "OTHER-ONE", keepDays: 0, why: "leaked" }),
  retireShareCode: (world, { codeId }) => retireShareCode(world, { codeId, at: world.clock.now(), why: "leaked" }),
  removeShareCode: (world, { codeId }) => removeShareCode(world, { codeId }),
  watchCodes: (world, { orderId, code }) => watchCodes(world, { orderId, codes: [code] }),
  raiseAlarm: (world, { code }) => raiseAlarm(world, { code, at: world.clock.now() }),
  readHabit: (world, { programId }) => readHabit(world, { programId }),
  answerLeak: (world, { alarmId }) => answerLeak(world, { alarmId, answer: "replaced", answeredBy: "test" }),
  forgetView: (world, { viewId }) => forgetView(world, { viewId }),
  readJoinPage: (world, { token }) => readJoinPage(world, { token }),
  readLandingPage: (world, { slug }) => readLandingPage(world, { slug }),
  readOrderNote: (world, { ambassadorBuyerId: buyerId, ownOrderId: orderId }) => readOrderNote(world, { buyerId, orderId }),
  readRewardsPage: (world, { ambassadorBuyerId }) => readRewardsPage(world, { buyerId: ambassadorBuyerId }),
  answerPrivacyRequest: (world, { requestId }) => answerPrivacyRequest(world, { requestId }),
  collectBuyerData: (world, ids) => collectBuyerData(world, { buyerId: ids.buyerId, orderIds: [ids.orderId], email: ids.friendEmail }),
  eraseBuyer: (world, ids) => eraseBuyer(world, { buyerId: ids.buyerId, orderIds: [ids.orderId], email: ids.friendEmail }),
  readProgramVersion: (world, { programId }) => readProgramVersion(world, { programId, version: 1 }),
  readLatestVersion: (world, { programId }) => readLatestVersion(world, { programId }),
  endDiscount: (world, { discountId }) => endDiscount(world, { discountId }),
  forgiveDebt: (world, { ambassadorId, programId, orderId }) => forgiveDebt(world, { ambassadorId, programId, orderId }),
  raiseTiers: (world, { ambassadorId }) => raiseTiers(world, { ambassadorIds: [ambassadorId] }),
  issueReward: (world, { rewardId }) => issueReward(world, { rewardId }),
  readLastCall: (world, { rewardId }) => readLastCall(world, { rewardId } as Parameters<typeof readLastCall>[1]),
  approveReward: (world, { askedRewardId: rewardId }) => approveReward(world, { rewardId, approvedBy: "test" }),
  declineReward: (world, { askedRewardId: rewardId }) => declineReward(world, { rewardId }),
  giveBackReward: (world, { askedRewardId: rewardId }) => giveBackReward(world, { rewardId, reason: "test" }),
  markPaid: (world, { askedRewardId: rewardId }) => markPaid(world, { rewardId }),
  checkRequest: (world, { ambassadorId, variantId }) =>
    checkRequest(world, { kind: "product code", ambassadorId, variantId, requestKey: "check" }),
  settleReward: (world, { rewardId }) => settleReward(world, { rewardId, verdict: "they have it" }),
  mergeAmbassadors: (world, { ambassadorId: id }) => mergeAmbassadors(world, { survivorId: id, mergedId: id }),
  handOverDecisions: (world, { ambassadorId: id }) => handOverDecisions(world, { survivorId: id, mergedId: id }),
  suspectOrders: (world, { ambassadorId, orderId }) => suspectOrders(world, { ambassadorId, orderIds: [orderId] }),
  handOverBalance: (world, { ambassadorId: id }) => handOverBalance(world, { survivorId: id, mergedId: id }),
  handOverRewards: (world, { ambassadorId: id, buyerId }) => handOverRewards(world, { survivorId: id, mergedId: id, buyerId }),
  joinMergedAmbassadors: (world, { ambassadorId: id, buyerId }) => joinMergedAmbassadors(world, { survivorId: id, mergedId: id, buyerId }),
  lookForStrays: (world, { buyerId }) => lookForStrays(world, { buyerId }),
  readHeld: (world, { buyerId }) => readHeld(world, { buyerId }),
  readStrayAccount: (world, { ambassadorBuyerId }) => readStrayAccount(world, { buyerId: ambassadorBuyerId, currency: "GBP" }),
  settleStray: (world, { strayId }) => settleStray(world, { strayId, answer: "not ours", answeredBy: "test" }),
  noteTurn: (world, { programId }) => noteTurn(world, { programId, state: "ended", turnedBy: "test" }),
  noteRewardUse: (world, { orderId }) => noteRewardUse(world, { orderId }),
  readShelf: (world, { programId }) => readShelf(world, { programId }),
  requestReward: [
    (world, { ambassadorId, variantId }) => requestReward(world, { kind: "product code", ambassadorId, variantId, requestKey: "new" }),
    (world, { ambassadorId, variantId, requestKey }) => requestReward(world, { kind: "product code", ambassadorId, variantId, requestKey }),
    // Our own ambassador, their product.
    async (world, { variantId }) =>
      requestReward(world, {
        kind: "product code",
        ambassadorId: world === ours ? ourIds.ambassadorId : theirIds.ambassadorId,
        variantId,
        requestKey: "mixed",
      }),
  ],
  processReceipt: (world, { webhookId }) => processReceipt(world, { topic: "orders/paid", webhookId }),
  refreshBuyer: (world, { buyerId }) => refreshBuyer(world, { buyerId }),
  refreshOrder: (world, { orderId }) => refreshOrder(world, { orderId }),
  advanceImport: (world, { importId }) => advanceImport(world, { importId }),
  finishImport: (world, { importId }) => finishImport(world, { importId, kind: "orders", buyersRead: 1 }),
};

/** They keep what Shopify says of our own shop, under whatever id it gives: a row of ours, and none of theirs, may change. */
const mayAddToOurs: Record<string, Call> = {
  remindLater: (world, { invitationId, buyerId }) => remindLater(world, { invitationId, buyerId, sentAt: world.clock.now() }),
  suppressAddress: (world, { buyerId }) => suppressAddress(world, { email: "fran@ours.example", buyerId, why: "bounced", detail: null }),
  saveBuyer: (world, { buyerId }) =>
    saveBuyer(world, bareBuyer(buyerId, "fran@ours.example"), { readAt: world.clock.now(), currency: "GBP" }),
  askPrivacyRequest: (world, { requestId, buyerId }) =>
    askPrivacyRequest(world, { requestId, kind: "erasure", buyerId, asked: { orderIds: [], email: null } }),
  writeAlarm: (world, { code, programId, ambassadorId }) =>
    writeAlarm(world, {
      ...{ code, programId, ambassadorId, evidence: {}, heldFrom: world.clock.now() },
      suspicion: { because: "day after day", span: "month", uses: 20, expected: 2, usualMost: 8, tail: 0, bound: 1 },
    }),
};

const cases = Object.entries(actions).flatMap(([name, calls]) =>
  [calls].flat().map((call, at) => ({ name: at ? `${name}, asked another way (${at})` : name, call })),
);

/** What came of a call, an error included. */
const endOf = (ended: Promise<unknown>): Promise<unknown> =>
  ended.then(
    (value) => ({ value }),
    (error: Error) => ({ error: error.message }),
  );

/** Every row of these shops, wherever, the queue's included: one line a table. */
async function rowsOf(...shopIds: string[]): Promise<string[]> {
  const tables = await t.sql<{ name: string }>(
    "SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1",
  );
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(r::text, ' ' ORDER BY r::text)), '') AS rows FROM "${name}" r WHERE shop_id = ANY ($1)`,
  );
  parts.push("SELECT 'queue', count(*)::text FROM pgboss.job WHERE data->>'shopId' = ANY ($1)");
  return (await t.sql<{ name: string; rows: string }>(parts.join(" UNION ALL "), [shopIds])).map(({ name, rows }) => `${name} ${rows}`);
}

describe("70 · in our shop, with ids of theirs", () => {
  test.each(cases)("$name answers as for ids that nobody has, and nothing changes anywhere", async ({ call }) => {
    const before = await rowsOf(OURS, THEIRS);
    const answer = await endOf(call(ours, theirIds));
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
    expect(answer).toEqual(await endOf(call(ours, nobody)));
    expect(JSON.stringify(answer, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(THEIRS);
  });

  test.each(Object.entries(mayAddToOurs))("%s leaves every row of theirs as it is", async (_name, call) => {
    const before = await rowsOf(THEIRS);
    await call(ours, theirIds);
    expect(await rowsOf(THEIRS)).toEqual(before);
  });
});

describe("70 · the pages, signed for our shop", () => {
  const theirPages = () => [
    { path: `/${theirIds.slug}`, none: `/${nobody.slug}` },
    { path: `/join?token=${theirIds.token}`, none: `/join?token=${nobody.token}` },
    { path: `/opt-out?token=${theirIds.token}`, none: `/opt-out?token=${nobody.token}` },
  ];
  /** Without what is only the address asked for. */
  const bare = (html: string, ...texts: string[]) => texts.reduce((rest, text) => rest.replaceAll(text, ""), html);

  test("looking at and posting to their ambassador's page, invitation or opt-out shows and does what nobody's would", async () => {
    const before = await rowsOf(OURS, THEIRS);
    for (const { path, none } of theirPages())
      for (const form of [undefined, { token: theirIds.token, name: "Fran", code: "FRAN-TEA", acknowledged: "yes" }]) {
        const seen = await askStorefront({ shop: OURS, path, form });
        const other = await askStorefront({ shop: OURS, path: none, form: form && { ...form, token: nobody.token } });
        expect([path, seen.status]).toEqual([path, other.status]);
        expect(bare(seen.html, theirIds.token, theirIds.slug)).toBe(bare(other.html, nobody.token, nobody.slug));
      }
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });

  test("their ambassador signed in at our store is nobody's ambassador here, whatever the form says", async () => {
    const before = await rowsOf(OURS, THEIRS);
    const buyerId = theirIds.ambassadorBuyerId;
    const requestKey = pressKey(theirs, { buyerId, purpose: redeemPurpose("product code", theirIds.variantId) });
    const presses: Record<string, string>[] = [
      { intent: "redeem", variantId: theirIds.variantId, requestKey },
      { intent: "leave", requestKey },
    ];
    for (const form of [undefined, ...presses]) {
      const page = await askStorefront({ shop: OURS, path: "/rewards", buyerId, form });
      expect(page.html).toMatch(/data-outcome="not an ambassador"/);
    }
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });

  test("a button of their page does nothing on ours", async () => {
    const before = await rowsOf(OURS, THEIRS);
    const buyerId = ourIds.ambassadorBuyerId;
    const requestKey = pressKey(theirs, { buyerId, purpose: redeemPurpose("product code", ourIds.variantId) });
    const page = await askStorefront({
      shop: OURS,
      path: "/rewards",
      buyerId,
      form: { intent: "redeem", variantId: ourIds.variantId, requestKey },
    });
    expect(page.html).toMatch(/data-outcome="press again"/);
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });
});

test("every action that takes an id is on this list", () => {
  const app = path.resolve(import.meta.dirname, "../../app");
  const found = ["domain", "ingest"].flatMap((folder) =>
    readdirSync(path.join(app, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".server.ts"))
      .flatMap((file) => [...readFileSync(path.join(app, folder, file), "utf8").matchAll(TAKES_WORLD)])
      .filter(([, , rest]) => /\b(\w*Ids?|token|slug|code|input|request|entry)\b/.test(rest))
      .map(([, name]) => name),
  );
  expect(found.length).toBeGreaterThan(35);
  expect(found.filter((name) => !(name in actions) && !(name in mayAddToOurs))).toEqual([]);
});
const TAKES_WORLD = /export (?:async )?(?:function\*? |const )(\w+)(?: = (?:async )?)?\(\s*world: World,([\s\S]*?)\)(?::| \{| =>)/g;

/**
 * refreshOrder asks Shopify whatever the id is. A live programme's discount is not ended, nobody here is in debt, and nobody has
 * friends enough to move up, and no time was lost in which something could have been given: nothing to do, whoever is meant. By day
 * anybody who had no letters may be written to. What suspectOrders finds it asks for and does not tell.
 */
const SAME_EVERYWHERE = new Set([
  ...["readFreeMoment", "refreshOrder", "endDiscount", "forgiveDebt", "raiseTiers", "lookForStrays", "suspectOrders"],
]);

class TakenBack extends Error {}

/** The answer within a transaction that is taken back, so that one call does not spoil the next one's ids. */
async function tried(call: Call, ids: Ids): Promise<unknown> {
  let answer: unknown;
  await theirs
    .transaction(async () => {
      answer = await endOf(call(theirs, ids));
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return answer;
}

test.each(cases.filter(({ name }) => !SAME_EVERYWHERE.has(name)))("in their own shop the ids mean something to $name", async ({ call }) => {
  expect(await tried(call, theirIds)).not.toEqual(await tried(call, nobody));
});
