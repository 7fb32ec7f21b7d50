/** How this store writes numbers and days, for any of the owner's pages; read once by the layout. */
import { useRouteLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { invariant } from "~/domain/invariant";
import type { HowWritten } from "~/words/admin/numbers";

export type Frame = { apiKey: string; store: HowWritten & { name: string } };

export function useHowWritten(): HowWritten {
  const frame = useRouteLoaderData<Frame>("routes/app");
  invariant(frame, "the owner's pages stand inside routes/app");
  const { locale, timeZone } = frame.store;
  return useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
}
