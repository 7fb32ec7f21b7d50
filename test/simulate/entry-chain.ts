/**
 * A witness of the ledger: whenever everything due has happened, the entries that are new are read and hashed onto what came
 * before. At the end the same entries are read again and the chain is made anew; whatever was changed or taken away breaks it.
 */
import { createHash } from "node:crypto";
import type { Sql } from "./open-database.ts";

type Row = { entry_id: string; row: string };

export class EntryChain {
  readonly #sql: Sql;
  readonly #shopId: string;
  readonly #seen = new Set<string>();
  readonly #links: string[][] = [];
  #digest = "";

  constructor(sql: Sql, shopId: string) {
    [this.#sql, this.#shopId] = [sql, shopId];
  }

  get entries(): number {
    return this.#seen.size;
  }

  async witness(): Promise<void> {
    const link = (await this.#read()).filter(({ entry_id }) => !this.#seen.has(entry_id));
    if (!link.length) return;
    for (const { entry_id } of link) this.#seen.add(entry_id);
    this.#links.push(link.map(({ entry_id }) => entry_id));
    this.#digest = onto(this.#digest, link);
  }

  /** @returns what makes it forget all that came since, as a database does to which a backup is put back */
  bookmark(): () => void {
    const [seen, links, digest] = [[...this.#seen], this.#links.length, this.#digest];
    return () => {
      this.#seen.clear();
      for (const id of seen) this.#seen.add(id);
      this.#links.length = links;
      this.#digest = digest;
    };
  }

  /** One sentence for each entry that is gone, or one when the rest does not match. */
  async check(): Promise<string[]> {
    const now = new Map((await this.#read()).map((row) => [row.entry_id, row]));
    const gone = [...this.#seen].filter((id) => !now.has(id));
    if (gone.length) return gone.map((id) => `the entry ${id} was there and is gone`);
    let digest = "";
    for (const link of this.#links)
      digest = onto(
        digest,
        link.map((id) => now.get(id)!),
      );
    return digest === this.#digest ? [] : ["an entry was changed after it was written"];
  }

  #read(): Promise<Row[]> {
    return this.#sql<Row>("SELECT entry_id::text, e::text AS row FROM entry e WHERE shop_id = $1 ORDER BY recorded_at, entry_id", [
      this.#shopId,
    ]);
  }
}

const onto = (digest: string, link: Row[]): string =>
  createHash("sha256")
    .update([digest, ...link.map(({ row }) => row)].join("\n"))
    .digest("hex");
