/** Saves the books as a file. Fetched with the session token first: a plain link out of the admin's frame would carry none. */
import { Button } from "@shopify/polaris";
import { useState } from "react";
import { useToast } from "~/shell";
import { booksWords as words } from "~/words/admin/lists";

const FILE = "/app/books?format=csv&_data=routes%2Fapp.books";
const WITHIN_MS = 60_000;

export function BooksDownload() {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const response = await fetch(FILE, { signal: AbortSignal.timeout(WITHIN_MS) });
      if (!response.ok) throw new Error(`the books answered ${response.status}`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = words.fileName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), WITHIN_MS);
    } catch (error) {
      toast(words.failed, { isError: true });
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button onClick={() => void save()} loading={busy}>
      {words.download}
    </Button>
  );
}
