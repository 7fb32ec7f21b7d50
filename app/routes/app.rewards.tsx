/**
 * Rewards that need the owner: those that only they can settle, those that wait for their yes, and cash to be paid. Each has one
 * button for each thing that can be done.
 */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { RewardsOpen } from "~/components/rewards-open";
import { RewardsToSettle } from "~/components/rewards-to-settle";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { writePayoutsCsv } from "~/domain/insight/write-payouts-csv";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { REWARD_VERDICTS, settleReward } from "~/domain/reward/settle-reward.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { rewardsWords as words } from "~/words/admin/rewards";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return { settle: await readWaitingRewards(world), open: await readOpenRewards(world) };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("settle"), rewardId: z.uuid(), verdict: z.enum(REWARD_VERDICTS) }),
  z.object({ intent: z.enum(["approve", "decline", "paid"]), rewardId: z.uuid() }),
  z.object({ intent: z.literal("payouts") }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const { data } = asked;
  if (data.intent === "payouts") return payouts(writePayoutsCsv(await exportPayouts(world), words.payouts.columns));
  const { rewardId } = data;
  if (data.intent === "settle") return settleReward(world, { rewardId, verdict: data.verdict });
  if (data.intent === "approve") return approveReward(world, { rewardId, approvedBy: userId || "owner" });
  return data.intent === "decline" ? declineReward(world, { rewardId }) : markPaid(world, { rewardId });
}

const payouts = (csv: string): Response =>
  new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${words.payouts.fileName}"`,
      "cache-control": "no-store",
    },
  });

export default function Rewards() {
  const { settle, open } = useLoaderData<typeof loader>();
  if (settle.total + open.total === 0) return <EmptyPage bar={words.bar} {...words.none} url="/app" />;
  return (
    <Page title={words.title(settle.total + open.total)} backAction={{ content: words.back, url: "/app" }}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {settle.total > 0 && <RewardsToSettle rewards={settle.rewards} />}
        <RewardsOpen rewards={open.rewards} />
      </BlockStack>
    </Page>
  );
}
