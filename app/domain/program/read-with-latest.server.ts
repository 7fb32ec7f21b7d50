/** A programme beside its latest version, as every page reads it. */
import { Prisma, type Program, type ProgramVersion as VersionRow } from "@prisma/client";
import type { Tx } from "~/ports/world";
import { columnsOf } from "../columns";
import type { ProgramVersion } from "./program";
import { settingsOfRow } from "./settings-of-row";

/** @param which the condition on the programme `p`, and which of several comes first. Joins the transaction at hand. */
export async function readWithLatest(db: Tx["db"], which: Prisma.Sql): Promise<(ProgramVersion & { state: string }) | null> {
  const [row] = await db.$queryRaw<(VersionRow & Pick<Program, "name" | "currency" | "state">)[]>`
    SELECT p.name, p.currency, p.state, ${columnsOf(Prisma.ProgramVersionScalarFieldEnum, "v")}
    FROM program p JOIN LATERAL (SELECT * FROM program_version v WHERE v.shop_id = p.shop_id AND v.program_id = p.program_id
      ORDER BY v.version DESC LIMIT 1) AS v ON true
    WHERE ${which} LIMIT 1`;
  if (!row) return null;
  const { name, currency, state, ...version } = row;
  return { ...settingsOfRow(version), name, currency, state };
}
