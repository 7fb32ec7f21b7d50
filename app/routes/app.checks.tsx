/** The comparisons with Shopify: how it stands, what needs the owner, the latest runs, and a button for one now. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { CheckProblems } from "~/components/check-problems";
import { ProblemsSeen } from "~/components/problems-seen";
import { useHowWritten } from "~/components/how-written";
import { StackingTable } from "~/components/stacking-table";
import { TitledCard } from "~/components/titled-card";
import { useRenewals } from "~/components/use-renewals";
import { endShareCode } from "~/domain/code/end-share-code.server";
import { restoreCode } from "~/domain/code/restore-code.server";
import { restoreDiscount } from "~/domain/code/restore-discount.server";
import { readChecks, type CheckRun } from "~/domain/insight/read-checks.server";
import { seeToProblem } from "~/domain/shop/see-to-problem.server";
import { showProblemAgain } from "~/domain/shop/show-problem-again.server";
import { askReconciliation } from "~/ingest/ask-reconciliation.server";
import { rejoinAmbassador } from "~/ingest/rejoin-ambassador.server";
import { settleDispute } from "~/ingest/settle-dispute.server";
import { PROBLEM_KINDS } from "~/domain/shop/reconciliation";
import { ownerWorld } from "~/owner.server";
import { ShopProblem } from "~/ports/shop";
import { TitleBar } from "~/shell";
import { checksWords as words } from "~/words/admin/checks";
import { count, moment } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return readChecks(world);
}

const which = { kind: z.enum(PROBLEM_KINDS), about: z.string().min(1).max(300) };
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("check now") }),
  z.object({ intent: z.literal("orders deleted") }),
  z.object({ intent: z.literal("chargeback ended"), orderId: z.string().min(1).max(40), ended: z.enum(["won", "lost"]) }),
  z.object({ intent: z.literal("restore discount"), discountId: z.uuid() }),
  z.object({ intent: z.literal("restore code"), codeId: z.uuid() }),
  z.object({ intent: z.literal("end code"), codeId: z.uuid() }),
  z.object({ intent: z.literal("see to"), ...which }),
  z.object({ intent: z.literal("show again"), ...which }),
  z.object({ intent: z.literal("mend"), ambassadorId: z.uuid(), email: z.email().max(320) }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood", problem: words.problem["not understood"] }, { status: 400 });
  if (asked.data.intent === "check now") return askReconciliation(world);
  if (asked.data.intent === "orders deleted") return askReconciliation(world, { deletedKnown: true });
  if (asked.data.intent === "chargeback ended") return settleDispute(world, asked.data);
  if (asked.data.intent === "restore discount") return restoreDiscount(world, asked.data);
  if (asked.data.intent === "restore code") return restoreCode(world, asked.data);
  if (asked.data.intent === "end code") return endShareCode(world, asked.data);
  if (asked.data.intent === "see to") return seeToProblem(world, { ...asked.data, seenBy: userId || "owner" });
  if (asked.data.intent === "show again") return showProblemAgain(world, asked.data);
  try {
    return await rejoinAmbassador(world, asked.data);
  } catch (problem) {
    if (problem instanceof ShopProblem) return { outcome: "try later" };
    throw problem;
  }
}

const TONES = {
  working: "success",
  "under way": "info",
  failing: "warning",
  "in part": "warning",
  never: undefined,
  "no history": undefined,
} as const;
const RENEW = { everyMs: 2_000, most: 90 };

export default function Checks() {
  const { state, lastAt, behind, failure, runs, problems, seen, owed } = useLoaderData<typeof loader>();
  const asking = useFetcher<{ outcome: string }>();
  const written = useHowWritten();
  const said = asking.data?.outcome;
  const newest = runs[0]?.startedAt ?? "";
  // Asked for, until a run has begun since; then until it has ended.
  const [askedAfter, setAskedAfter] = useState<string | null>(null);
  const waiting = said === "asked" && askedAfter === newest;
  useRenewals(state === "under way" ? `run ${newest}` : waiting ? `asked after ${newest}` : null, RENEW);
  const shown = words.states[state];
  return (
    <Page
      title={words.title}
      subtitle={words.lead}
      backAction={{ content: words.back, url: "/app" }}
      primaryAction={{
        content: words.now,
        loading: asking.state !== "idle",
        onAction: () => {
          setAskedAfter(newest);
          asking.submit({ intent: "check now" }, { method: "post" });
        },
      }}
    >
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <InlineStack>
              <Badge tone={TONES[state]}>{shown.badge}</Badge>
            </InlineStack>
            <Text as="p">{[shown.says, lastAt && words.lastAt(moment(lastAt, written))].filter(Boolean).join(" ")}</Text>
            {behind && <Text as="p">{words.behind(moment(behind, written))}</Text>}
            {failure && (
              <Text as="p" tone="subdued">
                {words.shopifySaid(failure)}
              </Text>
            )}
            <div aria-live="polite">
              {waiting ? <Text as="p">{words.asked}</Text> : said && said !== "asked" && <Text as="p">{words.problem[said]}</Text>}
            </div>
          </BlockStack>
        </Card>
        <CheckProblems problems={problems} checked={lastAt !== null} />
        <ProblemsSeen seen={seen} />
        {owed.length > 0 && (
          <TitledCard title={words.owed.title}>
            <Text as="p">{words.owed.says}</Text>
            {owed.map(({ key, kind, askedAt, dueAt }) => (
              <Text as="p" key={key}>
                {words.owed.line(kind, moment(askedAt, written), moment(dueAt, written))}
              </Text>
            ))}
          </TitledCard>
        )}
        <TitledCard title={words.runs}>
          {runs.length === 0 && <Text as="p">{words.noRuns}</Text>}
          {runs.length > 0 && (
            <StackingTable
              caption={words.runs}
              columns={[
                { title: words.columns.when },
                { title: words.columns.why },
                { title: words.columns.orders, number: true },
                { title: words.columns.found, number: true },
                { title: words.columns.rewards, number: true },
                { title: words.columns.result },
              ]}
              rows={runs.map((run) => ({
                key: run.id,
                cells: [
                  moment(run.startedAt, written),
                  words.whys[run.why] ?? run.why,
                  count(run.ordersLooked, written),
                  count(run.ordersFound, written),
                  count(run.rewardsLooked, written),
                  resultOf(run),
                ],
              }))}
            />
          )}
        </TitledCard>
      </BlockStack>
    </Page>
  );
}

const resultOf = ({ state, problems, seen }: Pick<CheckRun, "state" | "problems" | "seen">): string =>
  state === "done" ? words.results.done(problems, seen) : words.results[state];
