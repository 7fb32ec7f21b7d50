/** The list of power buyers under the filters of the address, as a spreadsheet: everybody who fits, not one page. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { readFilters } from "~/domain/mining/saved-view";
import { writeListCsv } from "~/domain/mining/write-list-csv.server";
import { ownerWorld } from "~/owner.server";
import { buyersWords } from "~/words/admin/buyers";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const filters = readFilters(new URL(request.url).searchParams);
  const { consent, standing, save } = buyersWords;
  const words = { columns: save.columns, consent, standing: { ...standing, "not invited": "" } as Record<string, string>, yes: save.yes };
  const pieces = writeListCsv(world, { filters, words });
  const bytes = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(into) {
      const { done, value } = await pieces.next();
      if (done) into.close();
      else into.enqueue(bytes.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${save.fileName}"`,
      "cache-control": "no-store",
    },
  });
}
