/** Saves a spreadsheet as a file. Fetched with the session token first: a plain link out of the admin's frame would carry none. */
import { useState } from "react";
import { useToast } from "~/shell";

/** A long list is written while it is read. */
const WITHIN_MS = 120_000;

/** @param form what is sent, where writing the spreadsheet changes something; without one it is only read */
export function useCsv(
  address: string,
  { fileName, failed, form, done }: { fileName: string; failed: string; form?: Record<string, string>; done?: () => void },
): { save: () => void; busy: boolean } {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const post = form && { method: "POST", body: new URLSearchParams(form) };
      const response = await fetch(address, { ...post, signal: AbortSignal.timeout(WITHIN_MS) });
      if (!response.ok) throw new Error(`the spreadsheet answered ${response.status}`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = fileName;
      link.click();
      done?.();
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
