/** Who gets no mail any more, and why: whose mails came back, who complained, who asked for none. One line a person. */
import type { World } from "~/ports/world";
import { readPageOf } from "../page-of";
import { searchPattern } from "./search-pattern";

export type StoppedWhy = "bounced" | "refused" | "complained" | "opted out";
export type StoppedLine = {
  /** To free the address by; null: it is not the owner's to free. */
  addressId: string | null;
  /** "" where Shopify shows none, or from before they were kept. */
  name: string;
  email: string;
  why: StoppedWhy;
  /** What the mail server said; where they asked. */
  detail: string | null;
  at: string;
};
export type Stopped = { lines: StoppedLine[]; total: number; page: number; pages: number };

const PAGE_SIZE = 50;

/** The latest first; pages count from 1. `search` looks in names and addresses. People who were erased are left out. */
export function readStopped(world: World, { page = 1, search = "" }: { page?: number; search?: string }): Promise<Stopped> {
  const { shopId } = world;
  const like = searchPattern(search);
  return world.transaction(async ({ db }) => {
    const { rows, ...pages } = await readPageOf(
      page,
      PAGE_SIZE,
      ({ skip, take }) => db.$queryRaw<Row[]>`
      WITH stopped AS (
        SELECT m.email_hash AS id, m.buyer_id, m.why, m.detail, m.noted_at AS at FROM mail_suppression m
        WHERE m.shop_id = ${shopId} AND m.freed_at IS NULL AND (m.why = 'complained'
          OR NOT EXISTS (SELECT FROM contact c WHERE c.shop_id = m.shop_id AND c.buyer_id = m.buyer_id AND c.kind = 'opted out')
            AND NOT EXISTS (SELECT FROM opt_out o WHERE o.shop_id = m.shop_id AND o.email_hash = m.email_hash))
        UNION ALL
        SELECT c.contact_id::text, c.buyer_id, 'opted out', c.channel, c.happened_at FROM contact c
        WHERE c.shop_id = ${shopId} AND c.kind = 'opted out' AND NOT EXISTS (SELECT FROM mail_suppression m
          WHERE m.shop_id = c.shop_id AND m.buyer_id = c.buyer_id AND m.why = 'complained'))
      SELECT s.id, s.why, s.detail, s.at, concat_ws(' ', b.first_name, b.last_name) AS name, coalesce(b.email, '') AS email, count(*) OVER ()::int AS total
      FROM stopped s LEFT JOIN buyer b ON b.shop_id = ${shopId} AND b.buyer_id = s.buyer_id
      WHERE b.erased_at IS NULL AND (${like}::text IS NULL OR concat_ws(' ', b.first_name, b.last_name) ILIKE ${like} OR b.email ILIKE ${like})
      ORDER BY s.at DESC, s.id LIMIT ${take} OFFSET ${skip}`,
    );
    return {
      lines: rows.map(({ id, why, detail, at, name, email }) => ({
        ...{ name, email, why, detail, at: at.toISOString() },
        addressId: why === "bounced" || why === "refused" ? id : null,
      })),
      ...pages,
    };
  });
}

type Row = { id: string; why: StoppedWhy; detail: string | null; at: Date; name: string; email: string; total: number };
