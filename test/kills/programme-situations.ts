/**
 * Everything that waits for a worker and must not be done twice or half: how it comes about, and which jobs carry it. What it must
 * have come to is not written here: after every death all of Shopify's books are compared with all of ours (kill-matrix.ts).
 */
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { endProgram } from "~/domain/program/end-program.server";
import { settingsOf, type RewardKind } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { turnPixel } from "~/domain/shop/turn-pixel.server";
import { startImport } from "~/ingest/history/start-import.server";
import type { JobName } from "~/ports/queue";
import { fulfilOrder } from "../emulator/commerce/fulfil-order.ts";
import { placeOrder } from "../emulator/commerce/place-order.ts";
import { setAddress } from "../emulator/commerce/set-address.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { goodsOf } from "../simulate/at-the-store.ts";
import type { Living } from "../simulate/live-event.ts";
import { DAY_MS, HOUR_MS } from "../simulate/stage.ts";

export type Situation = {
  name: string;
  /** Whose named points are died at. */
  jobs: JobName[];
  /** Leaves work in the queue and does none of it. */
  prepare(living: Living): Promise<void>;
  /** What has to be put back before it can come about once more. */
  afterwards?(living: Living): Promise<void>;
};

/** Enough for every reward of every death. */
const A_FORTUNE = 4_000;
const UNITS = 3;

/** A new friend buys with the first ambassador's code; their webhooks are on the way. */
function friendBuys(living: Living, quantity = UNITS): string {
  const { stage, members, orders } = living;
  const n = orders.size + 1;
  const order = placeOrder(
    stage.emulator,
    {
      customerId: null,
      email: `friend-${n}@friends.example`,
      lines: [{ variantId: goodsOf(stage.emulator)[0], quantity }],
      codes: [members.get(0)!.code],
      shippingAddress: null,
      attributes: [],
    },
    { paid: true, test: false, tipMinor: 0, sourceName: "web" },
  );
  orders.set(n, order.id);
  return order.id;
}

const OPTIONAL_SCOPES = [
  "write_draft_orders",
  "write_gift_cards",
  "write_pixels",
  "read_customer_events",
  "read_store_credit_accounts",
  "write_store_credit_account_transactions",
];

/** So that there is something to take, and every way of taking it. */
export async function earnAFortune(living: Living): Promise<void> {
  living.stage.emulator.merchant.grantScopes(OPTIONAL_SCOPES);
  // What is died at here are the steps, at whatever hour.
  await saveMailSetting(living.stage.world, { setting: { ...MAIL_DEFAULTS, quietFromHour: 0, quietUntilHour: 0 }, savedBy: "owner" });
  friendBuys(living, A_FORTUNE);
  await living.stage.settle();
  await windowEnds(living);
  await living.stage.comeToRest("briefly");
}

async function windowEnds({ stage }: Living): Promise<void> {
  await stage.tick(15 * DAY_MS);
}

const ask = ({ stage }: Living, name: JobName): Promise<void> =>
  stage.world.transaction(({ queue }) => queue.add(name as "credit.mature", { why: "asked for" }, { onceKey: "asked for" }));

async function take(living: Living, kind: RewardKind): Promise<string> {
  const { stage, members, rewards } = living;
  const { ambassadorId } = members.get(0)!;
  const { programId } = (await readLiveProgram(stage.world))!;
  const { items } = await readShelf(stage.world, { programId });
  const n = rewards.size + 1;
  const requested = await requestReward(stage.world, {
    ambassadorId,
    requestKey: `reward ${n} ${stage.now().getTime()}`,
    ...(kind === "product code" || kind === "product sent"
      ? { kind, variantId: items.find(({ available }) => available)!.variantId }
      : { kind, amountMinor: BigInt(500 + n) }),
  });
  if (requested.outcome !== "requested") throw new Error(`a ${kind} was not taken: ${requested.outcome}`);
  rewards.set(n, { rewardId: requested.rewardId, code: requested.code, place: 0 });
  return requested.rewardId;
}

const rewardTaken = (kind: RewardKind): Situation => ({
  name: `a reward is taken: ${kind}`,
  jobs: ["reward.issue"],
  async prepare(living) {
    const rewardId = await take(living, kind);
    if (kind === "product sent") await approveReward(living.stage.world, { rewardId, approvedBy: "owner" });
  },
});

export const situations: Situation[] = [
  {
    name: "a friend's order is paid",
    jobs: ["receipt.process", "order.refresh"],
    async prepare(living) {
      friendBuys(living);
      await living.stage.post.deliverDue();
    },
  },
  {
    name: "a friend gives something back",
    jobs: ["order.refresh"],
    async prepare(living) {
      const { stage } = living;
      const id = friendBuys(living);
      await stage.settle();
      const [line] = stage.emulator.books.order.need(id).lines;
      refundOrder(stage.emulator, id, { lines: [{ orderLineId: line.id, quantity: 1 }] });
      await stage.post.deliverDue();
    },
  },
  {
    name: "return windows end",
    jobs: ["credit.mature"],
    async prepare(living) {
      // What the situations before left waiting has had its time.
      await windowEnds(living);
      await living.stage.comeToRest("briefly");
      fulfilOrder(living.stage.emulator, friendBuys(living));
      friendBuys(living);
      await living.stage.settle();
      await windowEnds(living);
      await ask(living, "credit.mature");
    },
  },
  rewardTaken("product code"),
  rewardTaken("store credit"),
  rewardTaken("gift card"),
  rewardTaken("product sent"),
  {
    // A draft is made and deleted again, and what it cost goes back.
    name: "Shopify has nowhere to send a reward, and refuses it",
    jobs: ["reward.issue"],
    async prepare(living) {
      const { stage, members } = living;
      setAddress(stage.emulator, members.get(0)!.customer.id, null);
      const rewardId = await take(living, "product sent");
      await approveReward(stage.world, { rewardId, approvedBy: "owner" });
    },
    async afterwards({ stage, members, rewards }) {
      const { id, addresses } = members.get(0)!.customer;
      setAddress(stage.emulator, id, addresses[0]);
      const [row] = await stage.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [
        rewards.get(rewards.size)!.rewardId,
      ]);
      if (row.state !== "failed") throw new Error(`a reward that Shopify refused is ${row.state}`);
    },
  },
  {
    name: "a reward's job was lost",
    jobs: ["reward.resume"],
    async prepare(living) {
      await take(living, "product code");
      await living.stage.sql("DELETE FROM pgboss.job WHERE name = 'reward.issue' AND state = 'created'");
      await living.stage.tick(3 * HOUR_MS);
      await ask(living, "reward.resume");
    },
  },
  {
    name: "a reward's code was never used",
    jobs: ["reward.expire"],
    async prepare(living) {
      // Codes of the situations before have run out by then.
      await living.stage.tick(64 * DAY_MS);
      await living.stage.comeToRest("briefly");
      await take(living, "product code");
      await living.stage.settle();
      await living.stage.tick(64 * DAY_MS);
      await ask(living, "reward.expire");
    },
  },
  {
    name: "the owner changes the offer",
    jobs: ["discount.publish", "minting.advance"],
    async prepare({ stage: { world } }) {
      const settings = settingsOf((await readLiveProgram(world))!);
      const offerBp = settings.offerBp === 1_500 ? 2_000 : 1_500;
      await saveSettings(world, { settings: { ...settings, offerBp }, savedBy: "owner" });
    },
  },
  {
    name: "a code that leaked is replaced",
    jobs: ["minting.advance", "code.remove", "code.resume"],
    async prepare(living) {
      const { stage, members } = living;
      const { ambassadorId } = members.get(0)!;
      const replaced = await replaceShareCode(stage.world, { ambassadorId, code: null, keepDays: 0, why: "leaked" });
      if (replaced.outcome !== "replaced") throw new Error(`the code was not replaced: ${replaced.outcome}`);
      members.get(0)!.code = replaced.code;
      await ask(living, "code.resume");
    },
    // Their friends buy with the new one, so it must be there.
    async afterwards({ stage, members }) {
      const [row] = await stage.sql<{ state: string }>("SELECT state FROM share_code WHERE shop_id = $1 AND code = $2", [
        stage.shopId,
        members.get(0)!.code,
      ]);
      if (row?.state !== "live") throw new Error(`the new code is ${row?.state}`);
    },
  },
  {
    name: "the owner ends the programme",
    jobs: ["discount.end"],
    async prepare({ stage: { world } }) {
      await endProgram(world, { endedBy: "owner" });
    },
    async afterwards({ stage }) {
      await resumeProgram(stage.world, { resumedBy: "owner" });
      await stage.settle();
    },
  },
  {
    name: "somebody is invited",
    jobs: ["invitation.send"],
    async prepare(living) {
      const pressed = await pressInvite(living.stage.world, { whom: "all", pressedBy: "owner" });
      if (pressed.outcome !== "pressed") throw new Error(`nobody was invited: ${pressed.outcome}`);
    },
    // As if they had never been asked.
    async afterwards({ stage }) {
      stage.mails.length = 0;
      await stage.sql("DELETE FROM invitation WHERE shop_id = $1 AND state <> 'accepted'", [stage.shopId]);
      await stage.sql("DELETE FROM contact WHERE shop_id = $1 AND kind = 'invitation'", [stage.shopId]);
    },
  },
  {
    name: "somebody in the programme is written to",
    jobs: ["letter.write", "letter.send"],
    async prepare({ stage, members }) {
      const { customer } = members.get(0)!;
      const cause = `killed at ${stage.now().getTime()}`;
      await stage.world.transaction(({ queue }) => queue.add("letter.write", { kind: "welcome", cause, buyerId: customer.id }));
    },
  },
  {
    name: "a month is told of",
    jobs: ["letter.monthly"],
    async prepare(living) {
      // Later in a month there is nothing to write.
      const now = living.stage.now();
      await living.stage.tick(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2, 12) - now.getTime());
      await ask(living, "letter.monthly");
    },
  },
  {
    name: "webhooks of an order are lost",
    jobs: ["shop.reconcile"],
    async prepare(living) {
      friendBuys(living);
      const { delivery } = living.stage.emulator.books;
      for (const [key] of [...delivery.entries()]) delivery.delete(key);
      await living.stage.tick(HOUR_MS);
      await ask(living, "shop.reconcile");
    },
  },
  {
    name: "codes are looked through for leaks",
    jobs: ["leak.watch"],
    async prepare(living) {
      friendBuys(living);
      await living.stage.settle();
      await ask(living, "leak.watch");
    },
  },
  {
    name: "the owner turns the pixel on, or off again",
    jobs: ["pixel.settle"],
    async prepare({ stage }) {
      const [{ wanted }] = await stage.sql<{ wanted: boolean }>("SELECT pixel_wanted AS wanted FROM shop WHERE shop_id = $1", [
        stage.shopId,
      ]);
      await turnPixel(stage.world, { on: !wanted });
    },
  },
  {
    name: "the list is worked out anew",
    jobs: ["mining.mine", "marks.refresh"],
    async prepare(living) {
      // Else they were read a moment ago, and nobody would be asked for.
      await living.stage.sql("UPDATE ambassador SET marks_read_at = NULL WHERE shop_id = $1", [living.stage.shopId]);
      await ask(living, "mining.mine");
      await ask(living, "marks.refresh");
    },
  },
  {
    name: "the history is read again",
    jobs: ["import.advance"],
    async prepare({ stage: { world } }) {
      await startImport(world, { kinds: ["orders"] });
    },
  },
  {
    name: "a customer asks what is kept of them",
    jobs: ["privacy.answer"],
    async prepare({ stage, members }) {
      const { id, email } = members.get(1)!.customer;
      await askPrivacyRequest(stage.world, {
        requestId: `asked at ${stage.now().getTime()}`,
        kind: "data request",
        buyerId: id,
        asked: { orders: [], email: email ?? null } as never,
      });
    },
  },
];

/** Jobs that are died in elsewhere, with where. */
export const ELSEWHERE: Partial<Record<JobName, string>> = {
  "shop.erase": "One SQL function in one transaction, after which there is no shop: test/journeys/a-shop-leaves.test.ts asks for it twice.",
};
