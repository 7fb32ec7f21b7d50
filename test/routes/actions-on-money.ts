/** Actions on money, leaks, rewards, pages, privacy and what Shopify told, each called with ids. */
import { forgetDiscount } from "~/domain/code/forget-discount.server";
import { endDiscount } from "~/domain/code/end-discount.server";
import { readAmbassadorStatement } from "~/domain/insight/read-ambassador-statement.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { answerLeak } from "~/domain/leak/answer-leak.server";
import { raiseAlarm } from "~/domain/leak/raise-alarm.server";
import { readHabit } from "~/domain/leak/read-habit.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { removeShareCode } from "~/domain/code/remove-share-code.server";
import { endShareCode } from "~/domain/code/end-share-code.server";
import { restoreCode } from "~/domain/code/restore-code.server";
import { restoreDiscount } from "~/domain/code/restore-discount.server";
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { retireShareCode } from "~/domain/code/retire-share-code.server";
import { readForgiven } from "~/domain/ledger/read-forgiven.server";
import { readMovements } from "~/domain/ledger/read-movements.server";
import { readStatement } from "~/domain/ledger/read-statement.server";
import { forgiveDebt } from "~/domain/ledger/forgive-debt.server";
import { raiseTiers } from "~/domain/ledger/raise-tiers.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { takeBackForgiven } from "~/domain/ledger/take-back-forgiven.server";
import { forgetView } from "~/domain/mining/forget-view.server";
import { readJoinPage } from "~/domain/page/read-join-page.server";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { readOrderNote } from "~/domain/page/read-order-note.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { readStatementPage } from "~/domain/page/read-statement-page.server";
import { movementSentence } from "~/domain/ledger/movement";
import { writeStatementCsv } from "~/domain/page/write-statement-csv.server";
import { readMerged } from "~/domain/buyer/read-merged.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { clearOrders } from "~/domain/privacy/clear-orders.server";
import { clearReceipts } from "~/domain/privacy/clear-receipts.server";
import { collectBuyerData } from "~/domain/privacy/collect-buyer-data.server";
import { findPerson } from "~/domain/privacy/find-person.server";
import type { Person } from "~/domain/privacy/privacy";
import { readReceipts } from "~/domain/privacy/read-receipts.server";
import { readLatestVersion } from "~/domain/program/read-latest-version.server";
import { readProgramVersion } from "~/domain/program/read-program-version.server";
import { readDrawn } from "~/domain/proof/read-drawn.server";
import { readProof } from "~/domain/proof/read-proof.server";
import { readReturn } from "~/domain/proof/read-return.server";
import { findAsOf } from "~/domain/proof/reckon-proof.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { checkRequest } from "~/domain/reward/check-request.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { giveBackReward } from "~/domain/reward/give-back-reward.server";
import { lockReward } from "~/domain/reward/lock-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { readClaim, readLastCall, whyBusy } from "~/domain/reward/one-call.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { readDestination, readDestinations } from "~/domain/reward/read-destination.server";
import { markOwnReward } from "~/domain/reward/mark-own-reward.server";
import { takeBackPaid } from "~/domain/reward/take-back-paid.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { handOverDecisions } from "~/domain/attribution/hand-over-decisions.server";
import { suspectOrders } from "~/domain/attribution/suspect-orders.server";
import { handOverBalance } from "~/domain/ledger/hand-over-balance.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import { compareCodes } from "~/ingest/compare-codes.server";
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { holdBuyerOf } from "~/domain/buyer/hold-buyer-of.server";
import { holdCredits } from "~/domain/ledger/hold-credits.server";
import { decideOrders } from "~/ingest/decide-orders.server";
import { joinMergedAmbassadors } from "~/ingest/join-merged-ambassadors.server";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { holdProgram } from "~/domain/program/hold-program.server";
import { noteTurn } from "~/domain/program/note-turn.server";
import { claimStray } from "~/domain/reward/claim-stray.server";
import { readHeld } from "~/domain/reward/read-held.server";
import { readStrayAccount } from "~/domain/reward/read-stray-account.server";
import { readTaken } from "~/domain/reward/read-taken.server";
import { returnPrice } from "~/domain/reward/return-price.server";
import { claimWithdrawal, withdrawReward } from "~/domain/reward/withdraw-reward.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import { readToSettle } from "~/domain/reward/read-to-settle.server";
import { settleBalance } from "~/domain/reward/settle-balance.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { seeToProblem } from "~/domain/shop/see-to-problem.server";
import { showProblemAgain } from "~/domain/shop/show-problem-again.server";
import { advanceImport } from "~/ingest/history/advance-import.server";
import { finishImport } from "~/ingest/history/finish-import.server";
import { processReceipt } from "~/ingest/process-receipt.server";
import { refreshBuyer } from "~/ingest/refresh-buyer.server";
import { noteDeletedOrder } from "~/ingest/note-deleted-order.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { settleDispute } from "~/ingest/settle-dispute.server";
import { statementWords } from "~/words/admin/statement";
import type { Call } from "./actions-on-people";

const ALL_DAYS = { from: null, to: null };
const personOf = (ids: Parameters<Call>[1]): Person => ({ buyerIds: [ids.buyerId], addresses: [ids.friendEmail], orderIds: [ids.orderId] });
/** Everything a generator gives. */
async function whole<T>(pieces: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
/** By the action's name; more than one call where an action is asked in more than one way. */
export const actionsOnMoney: Record<string, Call | Call[]> = {
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
  endShareCode: (world, { codeId }) => endShareCode(world, { codeId }),
  seeToProblem: (world, { rewardId }) => seeToProblem(world, { kind: "draft gone", about: rewardId, seenBy: "test" }),
  showProblemAgain: (world, { rewardId }) => showProblemAgain(world, { kind: "gift card gone", about: rewardId }),
  restoreCode: (world, { codeId }) => restoreCode(world, { codeId }),
  forgetDiscount: (world, { discountId }) => forgetDiscount(world, { discountId, shopifyId: "1" }),
  restoreDiscount: (world, { discountId }) => restoreDiscount(world, { discountId }),
  compareCodes: (world, { programId }) => compareCodes(world, { programId, shopifyId: "1" }),
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
  findPerson: async (world, ids) => (await findPerson(world, { buyerId: ids.buyerId, orderIds: [ids.orderId], email: null })).addresses,
  collectBuyerData: (world, ids) => collectBuyerData(world, personOf(ids)),
  clearOrders: (world, ids) => clearOrders(world, personOf(ids)),
  clearReceipts: (world, ids) => clearReceipts(world, personOf(ids)),
  readReceipts: (world, ids) => readReceipts(world, personOf(ids)),
  // Those given are among them, known or not.
  readMerged: (world, { buyerId }) =>
    world.transaction(async ({ db }) =>
      db.buyer.count({ where: { shopId: world.shopId, buyerId: { in: await readMerged(world, { buyerIds: [buyerId] }) } } }),
    ),
  readProgramVersion: (world, { programId }) => readProgramVersion(world, { programId, version: 1 }),
  readLatestVersion: (world, { programId }) => readLatestVersion(world, { programId }),
  holdProgram: (world, { programId }) => holdProgram(world, { programId }),
  endDiscount: (world, { discountId }) => endDiscount(world, { discountId }),
  forgiveDebt: (world, { ambassadorId, programId, orderId }) => forgiveDebt(world, { ambassadorId, programId, orderId }),
  readForgiven: (world, { ambassadorId, programId, rewardId }) => readForgiven(world, { ambassadorId, programId }, rewardId),
  takeBackForgiven: (world, { ambassadorId, programId }) =>
    takeBackForgiven(world, { ambassadorId, programId, currency: "GBP", returnedMinor: 100n }),
  raiseTiers: (world, { ambassadorId }) => raiseTiers(world, { ambassadorIds: [ambassadorId] }),
  issueReward: (world, { rewardId }) => issueReward(world, { rewardId }),
  readLastCall: (world, { rewardId }) => readLastCall(world, { rewardId } as Parameters<typeof readLastCall>[1]),
  readClaim: (world, { rewardId }) => readClaim(world, { rewardId }),
  whyBusy: async (world, { ambassadorBuyerId }) => (await whyBusy(world, ambassadorBuyerId)).message,
  approveReward: (world, { askedRewardId: rewardId }) => approveReward(world, { rewardId, approvedBy: "test" }),
  declineReward: (world, { askedRewardId: rewardId }) => declineReward(world, { rewardId }),
  giveBackReward: (world, { askedRewardId: rewardId }) => giveBackReward(world, { rewardId, reason: "test" }),
  lockReward: (world, { askedRewardId: rewardId }) => lockReward(world, { rewardId }),
  returnPrice: (world, { askedRewardId: rewardId, ambassadorId, programId }) =>
    returnPrice(world, { rewardId, ambassadorId, programId, priceMinor: 100n, currency: "GBP" }, "reward given back"),
  readTaken: (world, { rewardId }) => readTaken(world, { rewardId }),
  claimWithdrawal: (world, { askedRewardId: rewardId }) => claimWithdrawal(world, { rewardId, shopifyId: null }),
  withdrawReward: (world, { askedRewardId: rewardId }) => withdrawReward(world, { rewardId }),
  markPaid: (world, { askedRewardId: rewardId }) => markPaid(world, { rewardId, sure: true }),
  takeBackPaid: async (world, { askedRewardId: rewardId }) => {
    await markPaid(world, { rewardId, sure: true });
    return takeBackPaid(world, { rewardId });
  },
  readToSettle: (world, { ambassadorId, programId }) => readToSettle(world, { ambassadorId, programId }),
  settleBalance: (world, { ambassadorId, programId }) =>
    settleBalance(world, { ambassadorId, programId, amountMinor: 900n, entries: 2, settledBy: "test", sure: true }),
  checkRequest: (world, { ambassadorId, variantId }) =>
    checkRequest(world, { kind: "product code", ambassadorId, variantId, shownMinor: 800n, requestKey: "check" }),
  settleReward: (world, { rewardId }) => settleReward(world, { rewardId, verdict: "they have it" }),
  mergeAmbassadors: (world, { ambassadorId: id }) => mergeAmbassadors(world, { survivorId: id, mergedId: id }),
  handOverDecisions: (world, { ambassadorId: id }) => handOverDecisions(world, { survivorId: id, mergedId: id }),
  suspectOrders: (world, { ambassadorId, orderId }) => suspectOrders(world, { ambassadorId, orderIds: [orderId] }),
  handOverBalance: (world, { ambassadorId: id }) => handOverBalance(world, { survivorId: id, mergedId: id }),
  handOverRewards: (world, { ambassadorId: id, ambassadorBuyerId: buyerId }) =>
    handOverRewards(world, { deletedId: buyerId, buyerId, merged: { survivorId: id, mergedId: id } }),
  joinMergedAmbassadors: (world, { ambassadorId: id }) => joinMergedAmbassadors(world, { survivorId: id, mergedId: id }),
  lookForStrays: (world, { buyerId }) => lookForStrays(world, { buyerId }),
  readHeld: (world, { buyerId }) => readHeld(world, { buyerId }),
  claimStray: (world, { ambassadorBuyerId: buyerId }) =>
    claimStray(world, { kind: "store credit", buyerId, currency: "GBP", priceMinor: 200n, requestedAt: new Date(0) }),
  readStrayAccount: (world, { ambassadorBuyerId: buyerId }) =>
    readStrayAccount(world, { kind: "store credit", buyerId, currency: "GBP", amountMinor: 200n, madeAt: world.clock.now() }),
  readDrawn: (world, { programId }) => readDrawn(world, { programId, asOf: world.clock.now() }),
  findAsOf: (world, { programId }) => findAsOf(world, { programId, asOf: world.clock.now(), seed: "1".repeat(32) }),
  readReturn: (world, { programId }) => readReturn(world, { programId, period: ALL_DAYS }),
  readProof: (world, { programId }) => readProof(world, { programId, asked: {} }),
  settleStray: (world, { strayId }) => settleStray(world, { strayId, answer: "not ours", answeredBy: "test" }),
  noteTurn: (world, { programId }) => noteTurn(world, { programId, state: "ended", turnedBy: "test" }),
  markOwnReward: (world, { orderId }) => markOwnReward(world, { orderId }),
  noteRewardUse: (world, { orderId }) => noteRewardUse(world, { orderId }),
  readDestination: (world, { ambassadorBuyerId: buyerId }) => readDestination(world, { buyerId }),
  readDestinations: (world, { ambassadorBuyerId }) => readDestinations(world, [ambassadorBuyerId]),
  readShelf: (world, { programId }) => readShelf(world, { programId }),
  requestReward: [
    (world, { ambassadorId, variantId }) =>
      requestReward(world, { kind: "product code", ambassadorId, variantId, shownMinor: 800n, requestKey: "new" }),
    (world, { ambassadorId, variantId, requestKey }) =>
      requestReward(world, { kind: "product code", ambassadorId, variantId, shownMinor: 800n, requestKey }),
  ],
  processReceipt: (world, { webhookId }) => processReceipt(world, { topic: "orders/paid", webhookId }),
  refreshBuyer: (world, { buyerId }) => refreshBuyer(world, { buyerId }),
  decideOrders: (world, { orderId }) => decideOrders(world, [orderId]),
  holdWithLater: (world, { orderId }) => world.transaction(async (tx) => (await holdWithLater(world, tx, { orderId })).length),
  holdBuyerOf: (world, { orderId }) => world.transaction((tx) => holdBuyerOf(world, tx, { orderId })),
  holdCredits: (world, { orderId }) => world.transaction((tx) => holdCredits(world, tx, { orderIds: [orderId] })),
  noteDeletedOrder: (world, { orderId }) => noteDeletedOrder(world, { orderId }),
  settleDispute: (world, { orderId }) =>
    world.transaction(async ({ db }) => {
      await db.order.updateMany({ where: { shopId: world.shopId, orderId }, data: { dispute: "open" } });
      return settleDispute(world, { orderId, ended: "lost" });
    }),
  refreshOrder: (world, { orderId }) => refreshOrder(world, { orderId }),
  advanceImport: (world, { importId }) => advanceImport(world, { importId }),
  finishImport: (world, { importId }) => finishImport(world, { importId, kind: "orders", buyersRead: 1 }),
};
