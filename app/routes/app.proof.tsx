/** What it earned: what inviting changed, against who was held out by lot; what friends brought and what it truly cost. As a spreadsheet under ?format=csv. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { PeriodPicker } from "~/components/period-picker";
import { AdCost, ProofBrought } from "~/components/proof-brought";
import { ProofLift } from "~/components/proof-lift";
import { proofLines } from "~/components/proof-lines";
import { useCsv } from "~/components/use-csv";
import { csvAnswer } from "~/csv-answer.server";
import { readStore } from "~/domain/insight/read-store.server";
import { formatMoney, toDecimal } from "~/domain/money/money";
import { readProof } from "~/domain/proof/read-proof.server";
import { reckonProof } from "~/domain/proof/reckon-proof.server";
import { saveAdCost } from "~/domain/proof/save-ad-cost.server";
import { writeProofCsv } from "~/domain/proof/write-proof-csv";
import { readPeriodAsked } from "~/ingest/read-period-asked";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { day } from "~/words/admin/numbers";
import { proofWords as words } from "~/words/admin/proof";

export { PageError as ErrorBoundary } from "~/components/page-error";

const program = z.uuid().nullable();

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const wanted = program.safeParse(searchParams.get("program"));
  if (!wanted.success) throw new Response(null, { status: 404 });
  const asked = readPeriodAsked(searchParams);
  const found = await readProof(world, { programId: wanted.data, asked });
  if (found.outcome === "programme unknown") throw new Response(null, { status: 404 });
  if (found.outcome === "no programme") return { shown: null, problem: undefined };
  if (found.outcome !== "proof")
    return Response.json(
      {
        shown: null,
        problem: words.problems[found.outcome],
        asked: { choice: "days", from: asked.from ?? "", last: asked.to ?? "" },
        programId: wanted.data,
      },
      { status: 400 },
    );
  const { locale, timeZone } = await readStore(world);
  const { sums, figures, adCostMinor } = found.read;
  const lines = proofLines(sums, figures, adCostMinor, locale);
  if (searchParams.get("format") === "csv") return csvAnswer(pieces(found.kept?.finding ?? null, lines, sums.currency), words.fileName);
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: sums.currency }, locale);
  const { kept, chosen, programs, programId } = found;
  return {
    problem: undefined,
    shown: {
      programId,
      currency: sums.currency,
      // Nobody invited, nothing sold, nothing given: the page teaches what it is for.
      isEmpty: !kept && chosen.choice === "all" && programs.length === 1 && sums.orders === 0 && sums.rewards === 0,
      programs: programs.map((one) => ({
        value: one.programId,
        label: words.brought.since(one.name, day(one.since.toISOString(), { locale, timeZone })),
      })),
      asked: { choice: chosen.choice, from: chosen.from, last: chosen.last },
      kept: kept && { finding: kept.finding, asOf: kept.asOf.toISOString(), horizonDays: kept.horizonDays },
      brought: {
        sentence: words.brought.sentence(sums.orders, money(sums.goodsMinor), money(figures.costMinor)),
        lines: lines.map(({ minor, ...line }) => ({ ...line, amount: minor === null ? null : money(minor) })),
      },
      adCost: adCostMinor === null ? "" : toDecimal({ amountMinor: adCostMinor, currency: sums.currency }),
    },
  };
}

async function* pieces(finding: Parameters<typeof writeProofCsv>[0]["finding"], amounts: ReturnType<typeof proofLines>, currency: string) {
  const sides = {
    invited: words.csvNames.perPersonInvited,
    heldOut: words.csvNames.perPersonHeldOut,
    difference: words.csvNames.difference,
  };
  yield writeProofCsv({ finding, amounts, currency }, { headers: words.csv, measures: words.lift.measures, sides });
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("reckon") }),
  z.object({ intent: z.literal("ad-cost"), amount: z.string().max(40), program: z.uuid() }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const sent = form.safeParse(Object.fromEntries(await request.formData()));
  if (!sent.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  if (sent.data.intent === "reckon") return { outcome: (await reckonProof(world, { why: "asked" })).outcome };
  const found = await readProof(world, { programId: sent.data.program, asked: {} });
  if (found.outcome !== "proof") throw new Response(null, { status: 404 });
  const { currency } = found.read.sums;
  return { outcome: (await saveAdCost(world, { typed: sent.data.amount, currency, savedBy: userId || "owner" })).outcome };
}

type Asked = { choice: "days"; from: string; last: string };

export default function Proof() {
  const loaded = useLoaderData<typeof loader>() as Exclude<Awaited<ReturnType<typeof loader>>, Response> & {
    asked?: Asked;
    programId?: string | null;
  };
  const { shown, problem } = loaded;
  if (problem && loaded.asked)
    return (
      <Page title={words.title}>
        <TitleBar title={words.bar} />
        <PeriodPicker asked={loaded.asked} problem={problem} program={loaded.programId ?? undefined} />
      </Page>
    );
  if (!shown || shown.isEmpty) return <EmptyPage bar={words.bar} {...words.empty} url="/app/buyers" />;
  return (
    <Page title={words.title}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        <ProofLift kept={shown.kept} currency={shown.currency} />
        <ProofBrought brought={shown.brought}>
          <PeriodPicker
            key={`${shown.programId} ${shown.asked.choice} ${shown.asked.from}`}
            asked={shown.asked}
            program={shown.programId}
          />
          {shown.programs.length > 1 && <Programmes {...shown} />}
        </ProofBrought>
        <AdCost key={shown.adCost} saved={shown.adCost} programId={shown.programId} currency={shown.currency} />
        <Download
          address={`/app/proof?program=${shown.programId}&period=${shown.asked.choice}&from=${shown.asked.choice === "days" ? shown.asked.from : ""}&to=${shown.asked.choice === "days" ? shown.asked.last : ""}`}
        />
      </BlockStack>
    </Page>
  );
}

function Programmes({ programs, programId }: { programs: { value: string; label: string }[]; programId: string }) {
  return (
    <nav aria-label={words.brought.programme}>
      <InlineStack gap="200" wrap>
        {programs.map(({ value, label }) => (
          <Button key={value} url={`/app/proof?program=${value}`} pressed={value === programId}>
            {label}
          </Button>
        ))}
      </InlineStack>
    </nav>
  );
}

function Download({ address }: { address: string }) {
  const { save, busy } = useCsv(`${address}&format=csv&_data=routes%2Fapp.proof`, { fileName: words.fileName, failed: words.saveFailed });
  return (
    <InlineStack>
      <Button onClick={save} loading={busy}>
        {words.download}
      </Button>
    </InlineStack>
  );
}
