/**
 * One ambassador's statement for the owner: a period, what was there, every entry with its reason, and what is there then. Of somebody
 * who can take nothing any more the owner says here that they settled it.
 */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { Box, InlineStack, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { BalanceToSettle } from "~/components/balance-to-settle";
import { EmptyPage } from "~/components/empty-page";
import { answerPress } from "~/components/answer-press";
import { PeriodPicker } from "~/components/period-picker";
import { Statement } from "~/components/statement";
import { TitledCard } from "~/components/titled-card";
import { readAmbassadorStatement } from "~/domain/insight/read-ambassador-statement.server";
import { settleBalance } from "~/domain/reward/settle-balance.server";
import { readPeriodAsked } from "~/ingest/read-period-asked";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { periodWords, statementWords as words } from "~/words/admin/statement";

export { PageError as ErrorBoundary } from "~/components/page-error";

const id = z.uuid();
const pageAsked = z.coerce.number().int().min(1).max(1_000_000).catch(1);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const [who, program] = [id.safeParse(params.ambassadorId), id.safeParse(searchParams.get("program"))];
  const asked = readPeriodAsked(searchParams);
  const found = who.success
    ? await readAmbassadorStatement(world, {
        ambassadorId: who.data,
        programId: program.success ? program.data : null,
        asked,
        page: pageAsked.parse(searchParams.get("page") ?? 1),
      })
    : ({ outcome: "unknown" } as const);
  if (found.outcome === "unknown") return Response.json({ outcome: "unknown" }, { status: 404 });
  if (found.outcome !== "statement") {
    const problem = { outcome: "problem", problem: periodWords.problems[found.outcome], asked: daysOf(asked.from, asked.to) };
    return Response.json(problem, { status: 400 });
  }
  const { outcome, name, statement, programs, whose, settle } = found;
  return {
    outcome,
    name,
    statement,
    programs,
    whose,
    settle,
    asked: { choice: statement.period.choice, from: statement.period.from, last: statement.period.last },
  };
}

/** The balance as it was read: no other is settled. Minor units. */
const form = z.object({
  intent: z.literal("settle"),
  program: z.uuid(),
  amount: z.string().regex(/^\d{1,18}$/),
  entries: z.coerce.number().int().min(0),
  sure: z.literal("yes").optional(),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const who = id.safeParse(params.ambassadorId);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!who.success || !asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const { program: programId, amount, entries, sure } = asked.data;
  const settlement = { ambassadorId: who.data, programId, amountMinor: BigInt(amount), entries, sure: sure === "yes" };
  const { outcome } = await settleBalance(world, { ...settlement, settledBy: userId || "owner" });
  return { outcome };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs): Promise<unknown> => answerPress(serverAction);

const daysOf = (from: string | null, last: string | null) => ({ choice: "days" as const, from: from ?? "", last: last ?? "" });

type Shown =
  | { outcome: "unknown" }
  | { outcome: "problem"; problem: string; asked: ReturnType<typeof daysOf> }
  | Exclude<Awaited<ReturnType<typeof loader>>, Response>;

export default function AmbassadorStatement() {
  const shown = useLoaderData() as Shown;
  if (shown.outcome === "unknown") return <EmptyPage bar={words.bar} {...words.unknown} url="/app/ambassadors" />;
  const problem = "problem" in shown ? shown.problem : undefined;
  const period = (
    <PeriodPicker
      key={JSON.stringify(shown.asked)}
      asked={shown.asked}
      problem={problem}
      program={"whose" in shown ? shown.whose.programId : undefined}
    />
  );
  return (
    <Page
      title={"name" in shown ? words.title(shown.name) : words.bar}
      subtitle={words.lead}
      backAction={{ content: words.back, url: "/app/ambassadors" }}
    >
      <TitleBar title={words.bar} />
      {"settle" in shown && shown.settle && (
        <Box paddingBlockEnd="400">
          <BalanceToSettle {...shown} settle={shown.settle} />
        </Box>
      )}
      <TitledCard title={words.bar}>
        {period}
        {"statement" in shown && (
          <>
            {shown.programs.length > 1 && <Programs {...shown} />}
            <Statement statement={shown.statement} csv={csvOf(shown)} />
          </>
        )}
      </TitledCard>
    </Page>
  );
}

type WithStatement = Extract<Shown, { outcome: "statement" }>;

/** Each programme has books of its own. */
function Programs({ programs, whose, asked }: WithStatement) {
  const query = (programId: string) => new URLSearchParams({ program: programId, period: asked.choice, from: asked.from, to: asked.last });
  return (
    <InlineStack gap="200">
      <Text as="span">{words.program}</Text>
      {programs.map(({ programId, name }) =>
        programId === whose.programId ? (
          <Text key={programId} as="span" fontWeight="semibold">
            {name}
          </Text>
        ) : (
          <Link key={programId} to={`?${query(programId)}`}>
            {name}
          </Link>
        ),
      )}
    </InlineStack>
  );
}

function csvOf({ whose, asked }: WithStatement): string {
  const query = { ambassador: whose.ambassadorId, program: whose.programId, period: asked.choice, from: asked.from, to: asked.last };
  return `/app/books/export?${new URLSearchParams(query)}`;
}
