/** What somebody typed to find a name by, as a pattern of SQL's ILIKE; null: nothing was typed. */
export function searchPattern(typed: string | undefined): string | null {
  // The database's text knows no NUL.
  const asked = typed?.replaceAll("\0", "").trim().slice(0, 80);
  return asked ? `%${asked.replace(/[\\%_]/g, "\\$&")}%` : null;
}
