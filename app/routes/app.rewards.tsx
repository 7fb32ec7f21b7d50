/**
 * Rewards that need the owner: those found in Shopify that nobody here remembers, those that only they can settle, those that wait for
 * their yes, cash to be paid, and cash that was said to be paid of late. Each has one button for each thing that can be done. And, to be
 * read only, those on their way.
 */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { answerPress } from "~/components/answer-press";
import { EmptyPage } from "~/components/empty-page";
import { RewardsFound } from "~/components/rewards-found";
import { RewardsOnTheirWay } from "~/components/rewards-on-their-way";
import { RewardsAsked, RewardsPaid, RewardsToPay } from "~/components/rewards-open";
import { RewardsToSettle } from "~/components/rewards-to-settle";
import { readOnTheirWay } from "~/domain/insight/read-on-their-way.server";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { readStore } from "~/domain/insight/read-store.server";
import { readStrays } from "~/domain/insight/read-strays.server";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { writePayoutsCsv } from "~/domain/insight/write-payouts-csv";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { REWARD_VERDICTS, settleReward } from "~/domain/reward/settle-reward.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import { STRAY_ANSWERS } from "~/domain/reward/stray";
import { takeBackPaid } from "~/domain/reward/take-back-paid.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { rewardsWords as words } from "~/words/admin/rewards";

export { PageError as ErrorBoundary } from "~/components/page-error";

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);
/** Each list has pages of its own. */
const query = z.object({ found: pageNumber, settle: pageNumber, ask: pageNumber, pay: pageNumber, way: pageNumber, paid: pageNumber });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { found, settle, ask, pay, way, paid } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return {
    found: await readStrays(world, { page: found }),
    settle: await readWaitingRewards(world, { page: settle }),
    ask: await readOpenRewards(world, { which: "asked", page: ask }),
    pay: await readOpenRewards(world, { which: "to be paid", page: pay }),
    paid: await readOpenRewards(world, { which: "paid", page: paid }),
    way: await readOnTheirWay(world, { page: way }),
  };
}

/** What lacks, as it was read: no more is let off. Minor units. */
const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .default("0");
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("settle"), rewardId: z.uuid(), verdict: z.enum(REWARD_VERDICTS), forgive: minor }),
  z.object({
    intent: z.literal("approve"),
    rewardId: z.uuid(),
    // Of the address that was read beside the button.
    seenMark: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    sure: z.literal("yes").optional(),
  }),
  z.object({ intent: z.literal("paid"), rewardId: z.uuid(), sure: z.literal("yes").optional() }),
  z.object({ intent: z.literal("not paid after all"), rewardId: z.uuid() }),
  z.object({ intent: z.literal("decline"), rewardId: z.uuid(), unpaid: z.literal("yes").optional() }),
  z.object({
    intent: z.literal("stray"),
    strayId: z.uuid(),
    answer: z.enum(STRAY_ANSWERS),
    forgive: minor,
  }),
  z.object({ intent: z.literal("payouts") }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const { data } = asked;
  if (data.intent === "payouts") {
    const { timeZone } = await readStore(world);
    return payouts(writePayoutsCsv(await exportPayouts(world), { columns: words.payouts.columns, timeZone }));
  }
  if (data.intent === "stray") {
    const { strayId, answer, forgive } = data;
    const { outcome } = await settleStray(world, { strayId, answer, forgiveMinor: BigInt(forgive), answeredBy: userId || "owner" });
    return { outcome };
  }
  const { rewardId } = data;
  if (data.intent === "settle") {
    const { outcome } = await settleReward(world, { rewardId, verdict: data.verdict, forgiveMinor: BigInt(data.forgive) });
    return { outcome };
  }
  if (data.intent === "approve") {
    const { seenMark, sure } = data;
    return approveReward(world, { rewardId, approvedBy: userId || "owner", seenMark, sure: sure === "yes" });
  }
  if (data.intent === "decline") return declineReward(world, { rewardId, unpaid: data.unpaid === "yes" });
  return data.intent === "paid" ? markPaid(world, { rewardId, sure: data.sure === "yes" }) : takeBackPaid(world, { rewardId });
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs): Promise<unknown> => answerPress(serverAction);

const payouts = (csv: string): Response =>
  new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${words.payouts.fileName}"`,
      "cache-control": "no-store",
    },
  });

export default function Rewards() {
  const { found, settle, ask, pay, way, paid } = useLoaderData<typeof loader>();
  const waiting = found.total + settle.total + ask.total + pay.total;
  if (waiting + way.total + paid.total === 0) return <EmptyPage bar={words.bar} {...words.none} url="/app" />;
  return (
    <Page title={words.title(waiting)} backAction={{ content: words.back, url: "/app" }}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {found.total > 0 && <RewardsFound {...found} />}
        {settle.total > 0 && <RewardsToSettle {...settle} />}
        {ask.total > 0 && <RewardsAsked {...ask} />}
        {pay.total > 0 && <RewardsToPay {...pay} />}
        {way.total > 0 && <RewardsOnTheirWay {...way} />}
        {paid.total > 0 && <RewardsPaid {...paid} />}
      </BlockStack>
    </Page>
  );
}
