/** A backup is taken and put back, and the owner says what Shopify has that is known here no more. */
import { settleStray } from "~/domain/reward/settle-stray.server";
import { noteAwake } from "~/jobs/note-awake.server";
import { snapshotOf, type Snapshot } from "../support/snapshot.ts";
import type { LifeEvent } from "./event.ts";
import type { Living } from "./live-event.ts";

/** The rows, and what is outside of the database and must be as old as they are. */
export type Backup = { at: Date; rows: Snapshot; unwitness: () => void };

/** A reward that is known no more, by the plan's number. */
export type Forgotten = { number: number; rewardId: string; shopifyId: string | null };

export async function backUp(living: Living): Promise<string> {
  const { stage, shop, chain } = living;
  // From the first on a worker writes down that it is awake: what it wrote before is of no use to anybody.
  if (!stage.notesAwake && !shop.careless) await noteAwake(null);
  stage.notesAwake = !shop.careless;
  const rows = await snapshotOf({ sql: stage.sql }, { shopId: stage.shopId });
  living.backup = { at: stage.now(), rows, unwitness: chain.bookmark() };
  return "backed up";
}

/** At rest, so that all that was asked for has been given. A worker starts afterwards, as after every restore. */
export async function putBack(living: Living): Promise<string> {
  const { stage, backup } = living;
  if (!backup) throw new Error("there is no backup to put back");
  const given = await stage.sql<{ reward_id: string; kind: string; shopify_id: string | null }>(
    `SELECT reward_id::text, kind, shopify_id FROM reward WHERE shop_id = $1 AND greatest(requested_at, issued_at) >= $2 AND state IN ('issued', 'used')`,
    [stage.shopId, backup.at],
  );
  living.forgotten = given.map(({ reward_id, shopify_id }) => ({
    ...{ number: numberOf(living, reward_id), rewardId: reward_id, shopifyId: shopify_id },
  }));
  await backup.rows.putBack();
  backup.unwitness();
  living.backup = null;
  if (stage.notesAwake) await noteAwake(null);
  return `forgotten: ${given
    .map(({ kind, reward_id }) => `${numberOf(living, reward_id)} ${kind}`)
    .sort()
    .join(", ")}`;
}

type Stray = { stray_id: string; kind: string; marked_as: string | null; shopify_id: string };

/** Each thing is counted, or left alone where the plan says that it is not ours; what lacks is forgiven. */
export async function sayWhatWasFound(living: Living, { notOurs }: Extract<LifeEvent, { kind: "say what was found" }>): Promise<string> {
  const { stage, forgotten } = living;
  const strays = await stage.sql<Stray>(
    "SELECT stray_id::text, kind, marked_as::text, shopify_id FROM stray WHERE shop_id = $1 AND answer IS NULL",
    [stage.shopId],
  );
  const known = strays.map((stray) => {
    const of = forgotten.find(({ rewardId, shopifyId }) =>
      stray.marked_as ? rewardId === stray.marked_as : shopifyId === stray.shopify_id,
    );
    if (!of) throw new Error(`a ${stray.kind} was found (${stray.shopify_id}), and nothing of the kind was forgotten`);
    return { ...stray, number: of.number };
  });
  const said: string[] = [];
  for (const stray of known.sort((one, other) => one.number - other.number)) said.push(await say(living, stray, notOurs));
  return said.join("; ") || "nothing was found";
}

async function say(living: Living, stray: Stray & { number: number }, notOurs: number[]): Promise<string> {
  const { stage, rewards, disowned } = living;
  const { stray_id: strayId, kind, number, marked_as: markedAs, shopify_id: shopifyId } = stray;
  const answer = notOurs.includes(number) ? "not ours" : "given";
  const press = (forgiveMinor: bigint) =>
    stage.press(`stray ${number} ${forgiveMinor > 0n}`, (world) =>
      settleStray(world, { strayId, answer, forgiveMinor, answeredBy: "owner" }),
    );
  const first = await press(0n);
  const lacks = first.outcome === "balance too low";
  if (lacks) await press(first.lackMinor);
  if (answer === "not ours") {
    disowned.add(markedAs ?? shopifyId);
    return `${number} is not ours`;
  }
  const [booked] = await stage.sql<{ reward_id: string }>("SELECT reward_id::text FROM reward WHERE shop_id = $1 AND request_key = $2", [
    stage.shopId,
    `found:${kind}:${shopifyId}`,
  ]);
  // Asked for before the backup and given after it, it is there, and has been since.
  const waited = (
    await stage.sql("SELECT 1 FROM reward WHERE shop_id = $1 AND shopify_id = $2 AND state = 'issued'", [stage.shopId, shopifyId])
  ).length;
  if (!booked && !waited) throw new Error(`reward ${number} was counted, and is not there`);
  if (booked) rewards.set(number, { ...rewards.get(number)!, rewardId: booked.reward_id });
  return `${number} was given${lacks ? ", and the rest forgiven" : ""}`;
}

function numberOf({ rewards }: Living, rewardId: string): number {
  const [number] = [...rewards].find(([, reward]) => reward.rewardId === rewardId) ?? [];
  if (number === undefined) throw new Error(`the reward ${rewardId} was in no plan`);
  return number;
}
