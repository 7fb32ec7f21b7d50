/**
 * Every job by name: the shape of what it carries and the one function that does it. The queue's attempts stand in
 * ports/queue.ts. A handler may run twice; each is idempotent by its business key.
 */
import { z } from "zod";
import { logger } from "~/adapters/logger.server";
import { advanceImport } from "~/ingest/history/advance-import.server";
import { readCatalogueAgain } from "~/ingest/history/read-catalogue-again.server";
import { emptyReceipts } from "~/ingest/empty-receipts.server";
import { processReceipt } from "~/ingest/process-receipt.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { resumeWaiting } from "~/ingest/resume-waiting.server";
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { advanceMinting } from "~/domain/code/advance-minting.server";
import { endDiscount } from "~/domain/code/end-discount.server";
import { removeShareCode } from "~/domain/code/remove-share-code.server";
import { resumeRemovals } from "~/domain/code/resume-removals.server";
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { writeMonthly } from "~/domain/delivery/write-monthly.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { watchAllCodes } from "~/domain/leak/watch-all-codes.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { raiseAllTiers } from "~/domain/ledger/raise-all-tiers.server";
import { raiseTiers } from "~/domain/ledger/raise-tiers.server";
import { mineBuyers } from "~/domain/mining/mine-buyers.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { eraseShop } from "~/domain/privacy/erase-shop.server";
import { resumePrivacyRequests } from "~/domain/privacy/resume-privacy-requests.server";
import { reckonProof } from "~/domain/proof/reckon-proof.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import { resumeRewards } from "~/domain/reward/resume-rewards.server";
import { withdrawReward } from "~/domain/reward/withdraw-reward.server";
import { settlePixel } from "~/domain/shop/settle-pixel.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { LETTER_KINDS } from "~/ports/letters";
import type { JobName, Jobs } from "~/ports/queue";
import type { World } from "~/ports/world";

type Job<N extends JobName> = { payload: z.ZodType<Jobs[N]>; run: (world: World, payload: Jobs[N]) => Promise<unknown> };

const why = z.object({ why: z.string() });
const toWrite = z.object({
  kind: z.enum(LETTER_KINDS).exclude(["invitation"]),
  cause: z.string().min(1).max(200),
  buyerId: z.string(),
  about: z.record(z.string(), z.string()).optional(),
});

export const catalog: { [N in JobName]: Job<N> } = {
  "receipt.process": { payload: z.object({ topic: z.string(), webhookId: z.string() }), run: processReceipt },
  "import.advance": { payload: z.object({ importId: z.uuid() }), run: advanceImport },
  "catalogue.read": { payload: why, run: readCatalogueAgain },
  "order.refresh": { payload: z.object({ orderId: z.string() }), run: refreshOrder },
  "mining.mine": { payload: why, run: mineBuyers },
  "invitation.send": { payload: z.object({ invitationId: z.uuid() }), run: sendInvitation },
  "letter.write": { payload: toWrite, run: writeLetter },
  "letter.send": { payload: z.object({ letterId: z.uuid() }), run: sendLetter },
  "letter.monthly": { payload: why, run: writeMonthly },
  "discount.publish": { payload: z.object({ discountId: z.uuid(), whole: z.literal(true).optional() }), run: publishDiscount },
  "discount.end": { payload: z.object({ discountId: z.uuid() }), run: endDiscount },
  "minting.advance": { payload: why, run: advanceMinting },
  "code.remove": { payload: z.object({ codeId: z.uuid(), notThere: z.literal(true).optional() }), run: removeShareCode },
  "code.resume": { payload: why, run: resumeRemovals },
  "leak.watch": { payload: why, run: watchAllCodes },
  "credit.mature": { payload: why, run: matureCredits },
  "tier.raise": {
    payload: z.object({ ambassadorId: z.uuid() }),
    run: (world, { ambassadorId }) => raiseTiers(world, { ambassadorIds: [ambassadorId] }),
  },
  "tiers.raise": { payload: why, run: raiseAllTiers },
  "reward.resume": { payload: why, run: resumeRewards },
  "reward.expire": { payload: why, run: expireRewards },
  "shelf.restock": { payload: why, run: (world) => restockShelf(world) },
  "waiting.resume": { payload: why, run: resumeWaiting },
  "shop.reconcile": { payload: why.extend({ deletedKnown: z.literal(true).optional() }), run: reconcileShop },
  "pixel.settle": { payload: why, run: settlePixel },
  "marks.refresh": { payload: why, run: (world) => refreshMarks(world) },
  "proof.reckon": { payload: why, run: reckonProof },
  "reward.issue": { payload: z.object({ rewardId: z.uuid() }), run: issueReward },
  "reward.withdraw": { payload: z.object({ rewardId: z.uuid() }), run: withdrawReward },
  "shop.erase": {
    payload: z.object({ askedAt: z.string() }),
    async run(world, asked) {
      const erased = await eraseShop(world, asked);
      if (erased.outcome === "kept") logger().warn({ shop: world.shopId, why: erased.why }, "a shop whose erasure was asked for was kept");
    },
  },
  "privacy.answer": { payload: z.object({ requestId: z.string() }), run: answerPrivacyRequest },
  "privacy.resume": { payload: why, run: resumePrivacyRequests },
  "receipt.empty": { payload: why, run: emptyReceipts },
};
