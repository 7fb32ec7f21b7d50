/** What the situations stand on: friends who buy, return windows that end, and a fortune that the first ambassador has by it. */
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { placeOrder } from "../emulator/commerce/place-order.ts";
import { goodsOf } from "../simulate/at-the-store.ts";
import type { Living } from "../simulate/live-event.ts";
import { DAY_MS } from "../simulate/stage.ts";

/** Enough for every reward of every death. */
const A_FORTUNE = 4_000;
const UNITS = 3;

/** A new friend buys, with the first ambassador's code unless told; their webhooks are on the way. */
export function friendBuys(living: Living, { quantity = UNITS, code = living.members.get(0)!.code } = {}): string {
  const { stage, orders } = living;
  const n = orders.size + 1;
  const order = placeOrder(
    stage.emulator,
    {
      customerId: null,
      email: `friend-${n}@friends.example`,
      lines: [{ variantId: goodsOf(stage.emulator)[0], quantity }],
      codes: [code],
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
  friendBuys(living, { quantity: A_FORTUNE });
  await living.stage.settle();
  await windowEnds(living);
  await living.stage.comeToRest("briefly");
}

export async function windowEnds({ stage }: Living): Promise<void> {
  await stage.tick(15 * DAY_MS);
}
