/** Saves a spreadsheet as a file. Fetched with the session token first: a plain link out of the admin's frame would carry none. */
import { useState } from "react";
import { useToast } from "~/shell";

/** A long list is written while it is read. */
const WITHIN_MS = 120_000;

export function useCsv(address: string, { fileName, failed }: { fileName: string; failed: string }): { save: () => void; busy: boolean } {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(WITHIN_MS) });
      if (!response.ok) throw new Error(`the spreadsheet answered ${response.status}`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = fileName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), WITHIN_MS);
    } catch (error) {
      toast(failed, { isError: true });
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  return { save: () => void save(), busy };
}
