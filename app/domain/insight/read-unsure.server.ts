/** Mails that may or may not have arrived: the line broke, or a worker stopped, before the mail server's answer could be kept. */
import { isTooLateToInvite } from "../invitation/invitation";
import { isoDayIn } from "../ledger/period";
import { isTooLate } from "../letter/letter";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { readPageOf } from "../page-of";
import type { LetterKind } from "~/ports/letters";
import type { World } from "~/ports/world";

export type UnsureLine = {
  id: string;
  what: "letter" | "invitation";
  kind: LetterKind;
  name: string;
  email: string;
  /** Its subject. */
  about: string;
  at: string;
  /** What was heard of it last. */
  detail: string | null;
  /** It is too old to be sent again. */
  tooLate: boolean;
};
export type Unsure = { lines: UnsureLine[]; total: number; page: number; pages: number };

const PAGE_SIZE = 50;

/** The oldest first, since it has waited longest; pages count from 1. */
export function readUnsure(world: World, { page = 1 }: { page?: number }): Promise<Unsure> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const { timeZone } = (await readMailSetting(world)).shop;
    const { rows, ...pages } = await readPageOf(
      page,
      PAGE_SIZE,
      ({ skip, take }) => db.$queryRaw<Row[]>`
      WITH unsure AS (
        SELECT letter_id AS id, 'letter' AS what, kind, buyer_id, created_at FROM letter WHERE shop_id = ${shopId} AND state = 'needs review'
        UNION ALL
        SELECT invitation_id, 'invitation', 'invitation', buyer_id, created_at FROM invitation WHERE shop_id = ${shopId} AND state = 'needs review')
      SELECT u.id::text, u.what, u.kind, u.created_at, concat_ws(' ', b.first_name, b.last_name) AS name, coalesce(b.email, '') AS email,
        coalesce(c.about, '') AS about, c.detail, coalesce(c.happened_at, u.created_at) AS at, count(*) OVER ()::int AS total
      FROM unsure u LEFT JOIN buyer b ON b.shop_id = ${shopId} AND b.buyer_id = u.buyer_id
        LEFT JOIN contact c ON c.shop_id = ${shopId} AND c.contact_id = u.id
      ORDER BY at, u.id LIMIT ${take} OFFSET ${skip}`,
    );
    const now = clock.now();
    const isoDay = (at: Date) => isoDayIn(at, timeZone);
    return {
      lines: rows.map(({ at, created_at, total: _total, ...row }) => ({
        ...row,
        at: at.toISOString(),
        tooLate:
          row.what === "letter"
            ? isTooLate(row.kind, { writtenAt: created_at, now, isoDay })
            : isTooLateToInvite({ pressedAt: created_at, now }),
      })),
      ...pages,
    };
  });
}

type Row = Omit<UnsureLine, "at" | "tooLate"> & { at: Date; created_at: Date; total: number };
