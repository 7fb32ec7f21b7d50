/**
 * What the buttons of an ambassador's page do, wherever the page is shown: on the store's pages or inside the customer's
 * account. Who presses comes from whoever let the visitor in, what may be pressed from a key that our own page carried; an id
 * in a form says only which button it was.
 */
import { z } from "zod";
import { noteDevice } from "~/domain/ambassador/note-device.server";
import { typedAmount } from "~/domain/money/typed-amount";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import type { RewardKind } from "~/domain/program/program";
import { requestReward, type Requested } from "~/domain/reward/request-reward.server";
import type { World } from "~/ports/world";
import type { Spoken } from "~/words/storefront/language";
import type { Words } from "~/words/storefront/words-for";
import { askWhere, type Where } from "./ask-where.server";
import { isPressKey } from "./press-key.server";
import { pressYours, YOURS, type Pressed as PressedYours, type YoursIntent } from "./press-yours.server";
import { amountPurpose } from "./rewards-amounts";
import type { Said } from "./rewards-page";
import { redeemPurpose, wherePurpose } from "./rewards-shelf";

const variantId = z.string().regex(/^\d{1,20}$/);
const formShape = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("where"),
    variantId,
    requestKey: z.string().max(200),
  }),
  z.object({
    intent: z.literal("redeem"),
    variantId,
    kind: z.enum(["product code", "product sent"]).default("product code"),
    // What the button said. A page of before buttons said it is asked to press again.
    priceMinor: z
      .string()
      .regex(/^\d{0,18}$/)
      .default(""),
    // Of the address that was shown, where it is sent.
    placeMark: z
      .string()
      .regex(/^([0-9a-f]{64})?$/)
      .default(""),
    requestKey: z.string().max(200),
  }),
  z.object({
    intent: z.literal("redeem-amount"),
    kind: z.enum(["store credit", "gift card", "cash"]),
    amount: z.string().max(20),
    requestKey: z.string().max(200),
  }),
  z.object({ intent: z.enum(YOURS), requestKey: z.string().max(200) }),
]);
type Form = z.infer<typeof formShape>;
const isYours = (form: Form): form is Form & { intent: YoursIntent } => (YOURS as readonly string[]).includes(form.intent);

/** Who presses, as Shopify signed it, and how they are spoken to. */
export type Presser = { world: World; buyerId: string; networks: string[]; spoken: Spoken; words: Words };

export type Pressed = PressedYours & {
  variantId?: string;
  kind?: RewardKind;
  least?: string;
  where?: Where;
  /** What the same button took before. */ rewardId?: string;
};

/** Only what the signed-in customer's own page offered is done, and for nobody else. @returns null for a form that is none of ours */
export async function pressRewards(presser: Presser, fields: URLSearchParams): Promise<Pressed | null> {
  const form = formShape.safeParse(Object.fromEntries(fields));
  return form.success ? press(presser, form.data, fields) : null;
}

async function press(presser: Presser, form: Form, fields: URLSearchParams): Promise<Pressed> {
  const { world, buyerId, networks, spoken } = presser;
  if (!isPressKey(world, form.requestKey, { buyerId, purpose: purposeOf(form) })) return { outcome: "press again" };
  await noteDevice(world, { buyerId, networks });
  if (isYours(form)) return pressYours(presser, { buyerId, intent: form.intent, fields });
  const page = await readRewardsPage(world, { buyerId, locale: spoken.locale });
  if (page.outcome !== "page") return { outcome: page.outcome };
  if (form.intent === "where") return askWhere(world, { buyerId, variantId: form.variantId, facts: page });
  const asked = { ambassadorId: page.ambassadorId, requestKey: form.requestKey };
  if (form.intent === "redeem") return redeem(world, asked, form);
  const { kind } = form;
  const amountMinor = typedAmount(form.amount, page.currency);
  if (amountMinor === null) return { outcome: "no such amount", kind };
  const requested = await requestReward(world, { ...asked, kind, amountMinor });
  return { ...before(requested, amountMinor), kind, least: page.amounts.find((one) => one.kind === kind)?.least.text };
}

/** The same button again: what it led to the first time may be gone by now, or be another amount than the one that is asked for. */
function before(requested: Requested, amountMinor: bigint | null): Pick<Pressed, "outcome" | "rewardId"> {
  if (requested.outcome !== "same request") return { outcome: requested.outcome };
  const { rewardId, state, priceMinor } = requested;
  if (state === "failed" || state === "expired") return { outcome: "given back before", rewardId };
  return { outcome: amountMinor === null || amountMinor === priceMinor ? "same request" : "another amount before", rewardId };
}

async function redeem(
  world: World,
  asked: { ambassadorId: string; requestKey: string },
  { kind, variantId, placeMark, priceMinor }: Form & { intent: "redeem" },
): Promise<Pressed> {
  const request = { ...asked, variantId, shownMinor: BigInt(priceMinor) };
  const requested = await requestReward(world, kind === "product sent" ? { ...request, kind, placeMark } : { ...request, kind });
  const said = { ...before(requested, null), variantId, kind };
  if (requested.outcome === "no address") return { ...said, where: { variantId, place: null } };
  if (requested.outcome !== "address changed") return said;
  const { lines, mark } = requested;
  return { ...said, where: { variantId, place: { lines, mark } } };
}

function purposeOf(form: Form): string {
  if (isYours(form)) return form.intent;
  if (form.intent === "where") return wherePurpose(form.variantId);
  return form.intent === "redeem" ? redeemPurpose(form) : amountPurpose(form.kind);
}

/** What was done, or had been done already. */
const GOOD = new Set<string>([
  ...[
    "requested",
    "confirm address",
    "same request",
    "left",
    "already left",
    "paused",
    "already paused",
    "resumed",
    "not paused",
    "saved",
    "code changed",
    "code taken back",
    "code unchanged",
  ],
]);

/** What came of it, as a sentence for who pressed. */
export function sayPressed({ outcomes }: Words, { outcome, variantId, kind, least, rewardId }: Pressed, facts: Facts): Said {
  const item = facts.shelf.find((one) => one.variantId === variantId);
  const tone = GOOD.has(outcome) ? "good" : "problem";
  const sentence = (): string => {
    if (outcome === "requested") return outcomes[outcome](kind ?? "product code", item?.title ?? facts.rewards[0].title);
    if (outcome === "amount too small") return outcomes[outcome](least ?? null);
    if (outcome === "another amount before")
      return outcomes[outcome](facts.rewards.find((reward) => reward.rewardId === rewardId)?.price.text ?? null);
    if (outcome === "first dibs") return outcomes[outcome](item?.iconsUntil ?? null);
    if (outcome === "balance too low") return outcomes[outcome](item && !item.affordable ? item.lack.text : null);
    // The oldest of their old codes makes room for another when it stops.
    if (outcome === "changed often")
      return outcomes[outcome](facts.codes.filter((code) => code.until && code.state !== "retired").at(-1)?.until ?? null);
    if (outcome === "price changed") return outcomes[outcome](item?.price.text ?? null);
    return outcomes[outcome];
  };
  return { outcome, tone, sentence: sentence() };
}
