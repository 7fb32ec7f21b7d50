/** The button that saves the books as a spreadsheet. */
import { Button } from "@shopify/polaris";
import { booksWords as words } from "~/words/admin/lists";
import { useCsv } from "./use-csv";

const FILE = "/app/books?format=csv&_data=routes%2Fapp.books";

export function BooksDownload() {
  const { save, busy } = useCsv(FILE, words);
  return (
    <Button onClick={save} loading={busy}>
      {words.download}
    </Button>
  );
}
