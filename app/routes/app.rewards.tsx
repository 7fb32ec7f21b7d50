/** Rewards that only the owner can settle: each with what is known of it and one button for each way it can have ended. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { useHowWritten } from "~/components/how-written";
import { StackingTable } from "~/components/stacking-table";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { REWARD_VERDICTS, settleReward } from "~/domain/reward/settle-reward.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { day } from "~/words/admin/numbers";
import { rewardsWords as words } from "~/words/admin/rewards";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return readWaitingRewards(world);
}

const form = z.object({ rewardId: z.uuid(), verdict: z.enum(REWARD_VERDICTS) });

export async function action({ request }: ActionFunctionArgs) {
  const { world } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  return settleReward(world, asked.data);
}

export default function Rewards() {
  const { rewards, total } = useLoaderData<typeof loader>();
  const written = useHowWritten();
  if (total === 0) return <EmptyPage bar={words.bar} {...words.none} url="/app" />;
  return (
    <Page title={words.title(total)} subtitle={words.lead} backAction={{ content: words.back, url: "/app" }}>
      <TitleBar title={words.bar} />
      <Card padding="0">
        <StackingTable
          caption={words.bar}
          columns={[
            { title: words.columns.who },
            { title: words.columns.what },
            { title: words.columns.known },
            { title: words.columns.settle },
          ]}
          rows={rewards.map((reward) => ({
            key: reward.rewardId,
            cells: [
              reward.ambassadorName || words.erased,
              <BlockStack key="what" gap="050">
                <Text as="span">{`${reward.product}, ${reward.price.text}`}</Text>
                <Text as="span" variant="bodySm" tone="subdued">
                  {`${words.code(reward.code)}, ${words.since(day(reward.requestedAt, written))}`}
                </Text>
              </BlockStack>,
              <Text key="known" as="p">
                {[reward.reason, reward.usedOrderName && words.usedOn(reward.usedOrderName)].filter(Boolean).join(" ")}
              </Text>,
              <Settle key="settle" rewardId={reward.rewardId} charged={reward.charged} />,
            ],
          }))}
        />
      </Card>
    </Page>
  );
}

function Settle({ rewardId, charged }: { rewardId: string; charged: boolean }) {
  const settling = useFetcher<{ outcome: string }>();
  const busy = settling.state !== "idle";
  const said = settling.data?.outcome;
  const press = (verdict: (typeof REWARD_VERDICTS)[number]) => settling.submit({ rewardId, verdict }, { method: "post" });
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Button onClick={() => press("they have it")} disabled={busy}>
          {charged ? words.haveIt : words.charge}
        </Button>
        <Button onClick={() => press(charged ? "give back" : "forgive")} disabled={busy}>
          {charged ? words.giveBack : words.forgive}
        </Button>
      </InlineStack>
      <div aria-live="polite">
        {said && (
          <Text as="p" tone={said === "settled" ? undefined : "critical"}>
            {said === "settled" ? words.settled : (words.problems[said] ?? words.problems.other)}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
