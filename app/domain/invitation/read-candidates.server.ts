/**
 * Who may be invited now, and for everybody else on the list the first reason why not: the one rule behind the preview
 * and the press. Counting is done by the database; only candidates are fetched.
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { placesSql } from "../mining/list-sql";
import { readLatestMining, type MiningSummary } from "../mining/read-latest-mining.server";
import { readListChange } from "../mining/read-list-change.server";
import { addressKey } from "../buyer/address-key";
import { MOST_PER_PRESS, type Invited, type LeftOut, type LeftOutReason } from "./invitation";

export type Candidate = {
  buyerId: string;
  rank: number;
  firstName: string | null;
  email: string;
  heldOutOnce: boolean;
  /** As whom they were held out, where that was another customer who has become them since. */ heldOutAs: string | null;
  /** Asked once before; that mail never left. */ unsentId: string | null;
};
/** Whether their lot is yet to be drawn. */
export const takesPart = ({ heldOutOnce, unsentId }: Candidate): boolean => !heldOutOnce && unsentId === null;
/** `candidates` best rank first, at most MOST_PER_PRESS. */
export type Candidates = { miningId: string; candidates: Candidate[]; leftOut: LeftOut };

type Row = {
  buyer_id: string;
  rank: number;
  first_name: string | null;
  email: string;
  held_out_as: string | null;
  unsent_id: string | null;
};

/** null before the first mining. */
export async function readCandidates(world: World, { programId, whom }: { programId: string; whom: Invited }): Promise<Candidates | null> {
  return world.transaction(async ({ db }) => {
    const mining = await readLatestMining(world);
    if (!mining) return null;
    const asked = Array.isArray(whom) ? [...new Set(whom)] : null;
    const judged = judge(world, programId, mining.miningId, await among(world, mining, asked ?? whom));

    const counts = await db.$queryRaw<{ reason: LeftOutReason | null; people: number }[]>(
      Prisma.sql`WITH judged AS (${judged}) SELECT reason, count(*)::int AS people FROM judged GROUP BY reason`,
    );
    const rows = await db.$queryRaw<Row[]>(
      Prisma.sql`WITH judged AS (${judged}) SELECT buyer_id, rank, first_name, email, held_out_as, unsent_id FROM judged WHERE reason IS NULL ORDER BY rank LIMIT ${MOST_PER_PRESS}`,
    );
    const candidates = rows.map((row) => ({
      buyerId: row.buyer_id,
      rank: row.rank,
      firstName: row.first_name,
      email: row.email,
      heldOutOnce: row.held_out_as !== null,
      heldOutAs: row.held_out_as === row.buyer_id ? null : row.held_out_as,
      unsentId: row.unsent_id,
    }));
    const stopped = await stoppedAddresses(
      world,
      candidates.map(({ email }) => email),
    );
    const kept = candidates.filter(({ email }) => !stopped.has(email));

    const leftOut: LeftOut = {};
    const count = (reason: LeftOutReason, people: number) => {
      if (people > 0) leftOut[reason] = (leftOut[reason] ?? 0) + people;
    };
    let mayBeInvited = 0;
    for (const { reason, people } of counts) {
      if (reason) count(reason, people);
      else mayBeInvited = people;
    }
    for (const { email } of candidates) if (stopped.has(email)) count(stopped.get(email)!, 1);
    count("more than 10,000 at once", mayBeInvited - candidates.length);
    if (asked) count("not on the list of power buyers", asked.length - counts.reduce((sum, { people }) => sum + people, 0));
    return { miningId: mining.miningId, candidates: kept, leftOut };
  });
}

/** Which of these addresses asked not to be written to, and from which mails came back. */
async function stoppedAddresses(world: World, emails: string[]): Promise<Map<string, LeftOutReason>> {
  const { shopId } = world;
  const found = new Map<string, LeftOutReason>();
  const page = 5_000;
  for (let from = 0; from < emails.length; from += page) {
    // Two people may share an address, in other letters.
    const byHash = new Map<string, string[]>();
    for (const email of emails.slice(from, from + page))
      for (const hash of world.fingerprint.all(addressKey(email))) byHash.set(hash, [...(byHash.get(hash) ?? []), email]);
    const emailHash = { in: [...byHash.keys()] };
    await world.transaction(async ({ db }) => {
      const bounced = await db.mailSuppression.findMany({ where: { shopId, emailHash, freedAt: null }, select: { emailHash: true } });
      const optedOut = await db.optOut.findMany({ where: { shopId, emailHash }, select: { emailHash: true } });
      for (const [rows, reason] of [
        [bounced, "the address bounced before"],
        [optedOut, "asked not to be written to"],
      ] as const)
        for (const { emailHash } of rows) for (const email of byHash.get(emailHash)!) found.set(email, reason);
    });
  }
  return found;
}

/** Whose rows of the ranking (r) are looked at. */
async function among(world: World, mining: MiningSummary, whom: Invited): Promise<Prisma.Sql> {
  if (whom === "all") return Prisma.sql`r.power_buyer`;
  if (Array.isArray(whom)) return Prisma.sql`r.buyer_id = ANY(${whom}::text[])`;
  const changedIn = (await readListChange(world))?.miningId ?? null;
  return Prisma.sql`r.power_buyer AND r.rank IN (SELECT r.rank ${placesSql({ shopId: world.shopId, mining, changedIn }, whom)})`;
}

/** A mail may have reached them while they were still another customer too. */
const sentAsAnother = (programId: string) => Prisma.sql`EXISTS (
  SELECT FROM buyer m JOIN invitation o ON o.shop_id = m.shop_id AND o.buyer_id = m.buyer_id AND o.program_id = ${programId}::uuid
  WHERE m.shop_id = r.shop_id AND m.merged_into = r.buyer_id AND o.state <> 'not sent')`;

/** A lot holds whoever its customer has become, for as long as it does: of two lots the later one, and their own before another's. */
const heldOutNow = ({ shopId }: World, programId: string) => Prisma.sql`
  SELECT DISTINCT ON (1) coalesce(b.merged_into, o.buyer_id) AS buyer_id, o.buyer_id AS held_out_as, o.due_at
  FROM hold_out o LEFT JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
  WHERE o.shop_id = ${shopId} AND o.program_id = ${programId}::uuid
  ORDER BY 1, o.due_at DESC, b.merged_into IS NOT NULL, o.buyer_id`;

/** One row a person on the list; `reason` null means: may be invited. The address is compared by its hash afterwards. */
const judge = (world: World, programId: string, miningId: string, those: Prisma.Sql) => Prisma.sql`
  SELECT r.buyer_id, r.rank, b.first_name, b.email, h.held_out_as, i.invitation_id::text AS unsent_id,
    CASE
      WHEN NOT r.power_buyer THEN 'not on the list of power buyers'
      WHEN b.buyer_id IS NULL OR b.erased_at IS NOT NULL OR b.merged_into IS NOT NULL THEN 'no longer a customer'
      WHEN a.state = 'active' THEN 'an ambassador already'
      WHEN a.state = 'left' THEN 'left the programme'
      WHEN i.state <> 'not sent' OR (i.invitation_id IS NOT NULL AND ${sentAsAnother(programId)}) THEN 'invited before'
      WHEN h.due_at > ${world.clock.now()} THEN 'held out for now'
      WHEN coalesce(b.email, '') = '' THEN 'no e-mail address'
      WHEN EXISTS (SELECT FROM contact c WHERE c.shop_id = r.shop_id AND c.buyer_id = r.buyer_id AND c.kind = 'opted out') THEN 'asked not to be written to'
      WHEN b.consent <> 'subscribed' THEN 'has not said yes to e-mail'
    END AS reason
  FROM ranking r
    LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id
    LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.buyer_id = r.buyer_id
    LEFT JOIN invitation i ON i.shop_id = r.shop_id AND i.buyer_id = r.buyer_id AND i.program_id = ${programId}::uuid
    LEFT JOIN (${heldOutNow(world, programId)}) h ON h.buyer_id = r.buyer_id
  WHERE r.shop_id = ${world.shopId} AND r.mining_id = ${miningId}::uuid
    AND ${those}`;
