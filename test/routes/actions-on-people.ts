/** Actions on people, codes, clicks and letters, each called with ids. */
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
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { checkCode } from "~/domain/code/check-code.server";
import { checkOwnCode } from "~/domain/code/check-own-code.server";
import { readFreeIdeas } from "~/domain/code/read-free-ideas.server";
import { composeFor } from "~/domain/delivery/compose-for.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { readFreeMoment } from "~/domain/delivery/read-free-moment.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { dropOptOutLink } from "~/domain/invitation/drop-opt-out-link.server";
import { keepOptOutLink } from "~/domain/invitation/keep-opt-out-link.server";
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
import { writeAlarm } from "~/domain/leak/write-alarm.server";
import { answerCode } from "~/domain/page/answer-code.server";
import { readOwnPage } from "~/domain/page/read-own-page.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { mayHaveBecome } from "~/domain/buyer/may-have-become.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import { rejoinAmbassador } from "~/ingest/rejoin-ambassador.server";
import type { World } from "~/ports/world";
import { bareBuyer, type Ids } from "./two-shops";

export type Call = (world: World, ids: Ids) => Promise<unknown>;

/** By the action's name; more than one call where an action is asked in more than one way. */
export const actionsOnPeople: Record<string, Call | Call[]> = {
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
  checkOwnCode: async (world, { ambassadorId, programId, ambassadorBuyerId: buyerId, code }) => ({
    ...(await checkOwnCode(world, { typed: code, ambassadorId, programId, buyerId, name: "Fran", offerBp: 1_500 })),
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
  dropOptOutLink: (world, { token }) => dropOptOutLink(world, { token, answer: { outcome: "try later", reason: "busy" } }),
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
};

/** They keep what Shopify says of our own shop, under whatever id it gives: a row of ours, and none of theirs, may change. */
export const mayAddToOurs: Record<string, Call> = {
  remindLater: (world, { invitationId, buyerId }) => remindLater(world, { invitationId, buyerId, sentAt: world.clock.now() }),
  keepOptOutLink: (world, { buyerId }) => keepOptOutLink(world, { token: world.chance.uuid(), buyerId, email: "fran@ours.example" }),
  suppressAddress: (world, { buyerId }) => suppressAddress(world, { email: "fran@ours.example", buyerId, why: "bounced", detail: null }),
  saveBuyer: (world, { buyerId }) =>
    saveBuyer(world, bareBuyer(buyerId, "fran@ours.example"), { readAt: world.clock.now(), currency: "GBP" }),
  askPrivacyRequest: (world, { requestId, buyerId }) =>
    askPrivacyRequest(world, { requestId, kind: "erasure", buyerId, asked: { orderIds: [], email: null } }),
  // That somebody was erased is kept also of who was never read.
  mayHaveBecome: (world, { buyerId }) => mayHaveBecome(world, { buyerId }),
  eraseBuyer: (world, { buyerId, orderId, friendEmail }) =>
    eraseBuyer(world, { buyerIds: [buyerId], addresses: [friendEmail], orderIds: [orderId] }),
  writeAlarm: (world, { code, programId, ambassadorId }) =>
    writeAlarm(world, {
      ...{ code, programId, ambassadorId, evidence: {}, heldFrom: world.clock.now() },
      suspicion: { because: "day after day", span: "month", uses: 20, expected: 2, usualMost: 8, tail: 0, bound: 1 },
    }),
};
