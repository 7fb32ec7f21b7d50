/** The statements of a period as a spreadsheet: one person's, or everybody's one after another, which are the programme's books. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { csvAnswer } from "~/csv-answer.server";
import { readAmbassadorStatement } from "~/domain/insight/read-ambassador-statement.server";
import { readPeriodPage } from "~/domain/insight/read-period-page.server";
import { movementSentence, type Movement } from "~/domain/ledger/movement";
import { writeStatementCsv } from "~/domain/page/write-statement-csv.server";
import { readPeriodAsked } from "~/ingest/read-period-asked";
import { ownerWorld } from "~/owner.server";
import { periodBooksWords, periodWords, statementWords } from "~/words/admin/statement";

const query = z.object({ ambassador: z.uuid().nullable(), program: z.uuid().nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const who = query.safeParse({ ambassador: searchParams.get("ambassador"), program: searchParams.get("program") });
  if (!who.success) return refusal(404, statementWords.unknown.text);
  const asked = readPeriodAsked(searchParams);
  const { ambassador, program } = who.data;
  const found = ambassador
    ? await readAmbassadorStatement(world, { ambassadorId: ambassador, programId: program, asked, page: 1 })
    : await readPeriodPage(world, { asked });
  if (found.outcome === "unknown") return refusal(404, statementWords.unknown.text);
  if (found.outcome !== "statement" && found.outcome !== "period") return refusal(400, periodWords.problems[found.outcome]);
  const words = {
    columns: statementWords.csv,
    opening: statementWords.opening,
    closing: statementWords.closing,
    erased: statementWords.erased,
    movement: movementSentence,
    source: ({ source }: Movement) => source.name ?? "",
  };
  const whose = found.outcome === "statement" ? found.whose : null;
  return csvAnswer(
    writeStatementCsv(world, { whose, period: found.period, reader: "owner", words }),
    whose ? statementWords.fileName : periodBooksWords.fileName,
  );
}

const refusal = (status: number, problem: string): Response => Response.json({ problem }, { status });
