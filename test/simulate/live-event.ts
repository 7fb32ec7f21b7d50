/**
 * Lets one event of the plan happen: to the emulator's books what a shopper or a merchant does, to the app what a friend, an
 * ambassador or an owner presses. What the emulator refuses (a second cancellation, a refund of nothing) simply does not happen.
 */
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { endProgram } from "~/domain/program/end-program.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { Order } from "../emulator/books.ts";
import { uninstall } from "../emulator/auth/installation.ts";
import { deleteOrder } from "../emulator/commerce/delete-order.ts";
import { mergeCustomers } from "../emulator/commerce/merge-customers.ts";
import { installInEmulator } from "../support/install.ts";
import { changeOrder, customerOf, memberAt, place as placePurchase, Refused, renew } from "./at-the-store.ts";
import type { LifeEvent } from "./event.ts";
import { EntryChain } from "./entry-chain.ts";
import { backUp, putBack, sayWhatWasFound, type Backup, type Forgotten } from "./live-backup.ts";
import { click, type Click } from "./live-click.ts";
import { settle, settleDoubt, type Word } from "./live-decision.ts";
import { answerReward, payOut, redeem } from "./live-reward.ts";
import { join, type Member, type OpenedShop } from "./open-shop.ts";
import type { Stage } from "./stage.ts";

const JOINING_MS = 30 * 60_000;
/** Shopify shows orders of sixty days; some hours do not count here. */
const YOUNG_MS = 45 * 86_400_000;

/** A life as it is lived: what the numbers of the plan have come to. */
export type Living = {
  stage: Stage;
  shop: OpenedShop;
  members: Map<number, Member>;
  /** Ids in the emulator's books, by the order's number. */
  orders: Map<number, string>;
  clicks: Map<number, Click>;
  /** The click that an order's cart came with, by their numbers. */
  sentBy: Map<number, number>;
  /** Orders that were deleted, as they last were, by their ids. */
  deleted: Map<string, Order>;
  rewards: Map<number, { rewardId: string; code: string; place: number }>;
  /** Since when an ambassador is gone, by their place. */
  left: Map<number, number>;
  /** When there was no programme; `until` null: still so. */
  ended: { from: number; until: number | null }[];
  /** What the owner has changed the credit to, and when. */
  credits: { from: number; creditBp: number }[];
  /** What the owner has said of renewals since the shop was opened. */
  renewals: { from: number; renewalsCount: boolean }[];
  /** What owners have said about orders. */
  words: Word[];
  /** Both ids of every two customers that became one. */
  mergedCustomers: Set<string>;
  /** As which ambassador another goes on, by their places. */
  became: Map<number, number>;
  /** Orders whose payment was asked back before their credit was anybody's, when it was asked back last. */
  askedBackEarly: Set<number>;
  optedOut: { email: string; at: Date }[];
  chain: EntryChain;
  backup: Backup | null;
  /** Rewards that were given after the backup that was put back. */
  forgotten: Forgotten[];
  /** What the owner did not own to: rewards by their ids, and store credit by its movement. */
  disowned: Set<string>;
  /** What happened, a line an event: two weathers of one seed must tell the same. */
  told: string[];
};

export function beginLife(shop: OpenedShop): Living {
  return {
    stage: shop.stage,
    shop,
    members: new Map(shop.members.map((member) => [member.place, member])),
    orders: new Map(),
    clicks: new Map(),
    sentBy: new Map(),
    deleted: new Map(),
    rewards: new Map(),
    left: new Map(),
    ended: [],
    credits: [],
    renewals: [],
    words: [],
    mergedCustomers: new Set(),
    became: new Map(),
    askedBackEarly: new Set(),
    optedOut: [],
    chain: new EntryChain(shop.stage.sql, shop.stage.shopId),
    backup: null,
    forgotten: [],
    disowned: new Set(),
    told: [],
  };
}

/** @returns what came of it, the same in every weather */
export async function live(living: Living, event: LifeEvent): Promise<string> {
  const { stage } = living;
  switch (event.kind) {
    case "time passes":
      await stage.pass(event.ms);
      return "";
    case "a moment later":
      await stage.tick(event.ms);
      return "";
    case "comes to rest":
      await stage.comeToRest(event.how);
      return "";
    case "buy":
      return refusable(() => placePurchase(living, event));
    case "refund lines":
    case "refund amount":
    case "cancel":
    case "edit":
    case "pay":
    case "fulfil":
      return refusable(() => changeOrder(living, event));
    case "bank says":
      await noteWhetherEarned(living, event.order);
      return refusable(() => changeOrder(living, event));
    case "merge":
      return refusable(() => {
        const [one, other] = [customerOf(living, event.one), customerOf(living, event.other)];
        if (!one || !other || one.id === other.id) throw new Refused("there are no two of them");
        for (const { id } of [one, other]) living.mergedCustomers.add(id);
        const stays = mergeCustomers(stage.emulator, one.id, other.id, event.keepsOne ? one.id : other.id);
        for (const [id, order] of living.deleted)
          if ([one.id, other.id].includes(order.customerId ?? "")) living.deleted.set(id, { ...order, customerId: stays.id });
        const [kept, gone] = event.keepsOne ? [event.one, event.other] : [event.other, event.one];
        if (kept.who === "ambassador" && gone.who === "ambassador") living.became.set(gone.place, kept.place);
        return "merged";
      });
    case "renew":
      return refusable(() => renew(living, event));
    case "delete":
      return deleteCredited(living, event.order);
    case "click":
      return click(living, event);
    case "leave": {
      const { ambassadorId } = memberAt(living, event.place);
      await stage.press(`leave ${event.place}`, (world) => leaveProgram(world, { ambassadorId }));
      living.left.set(event.place, stage.now().getTime());
      return "left";
    }
    case "uninstall":
      return String(uninstall(stage.emulator));
    case "return":
      await installInEmulator({ shopId: stage.shopId, world: stage.world } as Parameters<typeof installInEmulator>[0], stage.emulator);
      return "back";
    case "invite the others":
      await stage.press("invite", (world) => pressInvite(world, { whom: "all", pressedBy: "owner" }));
      return "pressed";
    case "opt out":
      return askNotToBeWrittenTo(living, event.n);
    case "join": {
      const person = living.shop.invited.find(({ place }) => place === event.place)!;
      const until = stage.now().getTime() + JOINING_MS;
      living.members.set(event.place, await join(stage, person));
      // However long their code took, everybody's clock shows the same afterwards.
      await stage.tick(until - stage.now().getTime());
      return "joined";
    }
    case "redeem":
      return redeem(living, event, memberAt(living, event.place).ambassadorId);
    case "answer":
      return answerReward(living, event);
    case "pay out":
      return payOut(living, event);
    case "save settings":
      return saveTwice(living, event.fees);
    case "change credit":
      return changeCredit(living, event.creditBp);
    case "count renewals":
      return countRenewals(living, event.renewalsCount);
    case "grant scopes":
      stage.emulator.merchant.grantScopes(stage.emulator.config.optionalScopes);
      return "granted";
    case "end programme": {
      living.ended.push({ from: stage.now().getTime(), until: null });
      await stage.press("end programme", (world) => endProgram(world, { endedBy: "owner" }));
      return "ended";
    }
    case "resume programme": {
      const owners = event.twice ? ["owner", "another owner"] : ["owner"];
      await Promise.all(owners.map((who) => stage.press(`resume programme, ${who}`, (world) => resumeProgram(world, { resumedBy: who }))));
      living.ended.at(-1)!.until = stage.now().getTime();
      return "resumed";
    }
    case "back up":
      return backUp(living);
    case "put back":
      return putBack(living);
    case "say what was found":
      return sayWhatWasFound(living, event);
    case "settle":
      return settle(living, event);
    case "settle doubt":
      return settleDoubt(living, event);
  }
}

function refusable(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && (error instanceof Refused || error.name.endsWith("Refused"))) return `refused: ${error.name}`;
    throw error;
  }
}

/**
 * Such an order as the hourly comparison looks for where no webhook tells: something waits for it, or was earned lately. That another
 * one is gone without a word nobody finds, and nobody was promised anything for it.
 */
async function deleteCredited(living: Living, number: number): Promise<string> {
  const { stage, orders, deleted } = living;
  const { books } = stage.emulator;
  const [id, now] = [orders.get(number) ?? "", stage.now().getTime()];
  const order = books.order.get(id);
  const rows = await stage.sql(
    `SELECT 1 FROM credit JOIN orders USING (shop_id, order_id) WHERE shop_id = $1 AND order_id = $2 AND cancelled_at IS NULL
       AND placed_at > $3 AND (state = 'pending' OR earned_at > $4)
       -- A credit that was opened before an earlier order of theirs was heard of stays behind in one weather only.
       AND 'attributed' = (SELECT outcome FROM decision d WHERE d.shop_id = orders.shop_id AND d.order_id = orders.order_id ORDER BY sequence DESC LIMIT 1)`,
    [stage.shopId, id, new Date(now - YOUNG_MS), new Date(now - YOUNG_MS)],
  );
  if (!order || !rows.length) return "refused: nobody looks for it";
  deleted.set(id, { ...order, cancelledAt: stage.now().toISOString() });
  deleteOrder(stage.emulator, id);
  return "deleted";
}

async function noteWhetherEarned({ stage, orders, askedBackEarly }: Living, order: number): Promise<void> {
  const rows = await stage.sql("SELECT 1 FROM credit WHERE shop_id = $1 AND order_id = $2 AND state = 'earned'", [
    stage.shopId,
    orders.get(order) ?? "",
  ]);
  if (rows.length) askedBackEarly.delete(order);
  else askedBackEarly.add(order);
}

async function askNotToBeWrittenTo(living: Living, n: number): Promise<string> {
  const { stage, shop } = living;
  const { id, email } = shop.regulars[n];
  const { outcome } = await stage.press(`opt out ${n}`, (world) => optOut(world, { buyerId: id, source: "storefront" }));
  if (outcome === "opted out") living.optedOut.push({ email: email!, at: stage.now() });
  // A customer who was merged away is nobody any more, when the app has heard of it.
  return "asked";
}

/** Each from what they saw before the other saved. */
async function saveTwice({ stage }: Living, fees: [number, number]): Promise<string> {
  const seen = await stage.look((world) => world.transaction(() => readLiveProgram(world)));
  const saved = await Promise.all(
    fees.map((fee, n) =>
      stage.press(`save settings ${fee} ${n} ${stage.now().toISOString()}`, (world) =>
        saveSettings(world, { settings: { ...seen!, rewardFeeMinor: BigInt(fee) }, savedBy: n ? "another owner" : "owner" }),
      ),
    ),
  );
  const refused = saved.find(({ outcome }) => outcome === "refused");
  if (refused) throw new Error(`settings were refused: ${JSON.stringify(refused)}`);
  return "saved";
}

/** For every tier the same, as in all of these shops. */
async function changeCredit({ stage, credits }: Living, creditBp: number): Promise<string> {
  const { outcome } = await stage.press(`credit ${creditBp} ${stage.now().toISOString()}`, async (world) => {
    const live = await world.transaction(() => readLiveProgram(world));
    return saveSettings(world, { settings: { ...live!, creditBp, insiderCreditBp: creditBp, iconCreditBp: creditBp }, savedBy: "owner" });
  });
  if (outcome === "refused") throw new Error(`the owner may not give ${creditBp}`);
  credits.push({ from: stage.now().getTime(), creditBp });
  // A press that died after its commit changes nothing when it is made again.
  return "promised";
}

/** What holds for renewals from now on; the friends' discounts follow in Shopify. */
async function countRenewals({ stage, renewals }: Living, renewalsCount: boolean): Promise<string> {
  const { outcome } = await stage.press(`renewals ${renewalsCount} ${stage.now().toISOString()}`, async (world) => {
    const live = await world.transaction(() => readLiveProgram(world));
    return saveSettings(world, { settings: { ...live!, renewalsCount }, savedBy: "owner" });
  });
  if (outcome === "refused") throw new Error("the owner may not say which renewals count");
  renewals.push({ from: stage.now().getTime(), renewalsCount });
  return "said";
}
