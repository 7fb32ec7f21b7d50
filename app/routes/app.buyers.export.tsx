/** The list of power buyers under the filters of the address, as a spreadsheet: everybody who fits, not one page. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvAnswer } from "~/csv-answer.server";
import { readFilters } from "~/domain/mining/saved-view";
import { writeListCsv } from "~/domain/mining/write-list-csv.server";
import { ownerWorld } from "~/owner.server";
import { buyersWords } from "~/words/admin/buyers";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const filters = readFilters(new URL(request.url).searchParams);
  const { consent, standing, save } = buyersWords;
  const words = { columns: save.columns, consent, standing: { ...standing, "not invited": "" } as Record<string, string>, yes: save.yes };
  return csvAnswer(writeListCsv(world, { filters, words }), save.fileName);
}
