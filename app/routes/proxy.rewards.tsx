/**
 * An ambassador's own page: whole, or with ?part=1 as the inside of the block in a theme; with ?part=code it answers whether they
 * may have a code. Who is asking is Shopify's to say.
 */
import { z } from "zod";
import { noteDevice } from "~/domain/ambassador/note-device.server";
import { answerCode } from "~/domain/page/answer-code.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import type { RewardKind } from "~/domain/program/program";
import { typedAmount } from "~/domain/money/typed-amount";
import { requestReward } from "~/domain/reward/request-reward.server";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { answeredCode } from "~/storefront/code-field";
import { SIGN_IN_PLACE } from "~/storefront/for-liquid";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { isPressKey, pressKey } from "~/storefront/press-key.server";
import { pressYours, YOURS, type Pressed, type YoursIntent } from "~/storefront/press-yours.server";
import { RewardsPage, type Said } from "~/storefront/rewards-page";
import { amountPurpose } from "~/storefront/rewards-amounts";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { outcomes, signIn, stranger } from "~/words/storefront";

const formShape = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("redeem"),
    variantId: z.string().regex(/^\d{1,20}$/),
    kind: z.enum(["product code", "product sent"]).default("product code"),
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
type SignedIn = Visitor & { buyerId: string };

export const loader = onStorefront("rewards", async (visitor) => {
  const { world, buyerId, params } = visitor;
  if (params.get("part") !== "code") return show(visitor);
  const asked = { typed: params.get("code") ?? "", name: "" };
  return answeredCode(buyerId ? await answerCode(world, { chooser: { buyerId }, ...asked }) : { outcome: "nobody to choose" });
});

export const action = onStorefront("rewards", async (visitor, fields) => {
  const form = formShape.safeParse(Object.fromEntries(fields));
  const { buyerId } = visitor;
  if (!buyerId || !form.success) return show(visitor);
  const done = await press({ ...visitor, buyerId }, form.data, fields);
  return show(visitor, done);
});

type Done = Pressed & { variantId?: string; kind?: RewardKind; least?: string };

/** Only what the signed-in customer's own page offered is done, and for nobody else. */
async function press({ world, buyerId, networks }: SignedIn, form: Form, fields: URLSearchParams): Promise<Done> {
  if (!isPressKey(world, form.requestKey, { buyerId, purpose: purposeOf(form) })) return { outcome: "press again" };
  await noteDevice(world, { buyerId, networks });
  if (isYours(form)) return pressYours(world, { buyerId, intent: form.intent, fields });
  const page = await readRewardsPage(world, { buyerId });
  if (page.outcome !== "page") return { outcome: page.outcome };
  const asked = { ambassadorId: page.ambassadorId, requestKey: form.requestKey };
  if (form.intent === "redeem") {
    const { kind, variantId } = form;
    const { outcome } = await requestReward(world, { ...asked, kind, variantId });
    return { outcome, variantId, kind };
  }
  const { kind } = form;
  const amountMinor = typedAmount(form.amount, page.currency);
  if (amountMinor === null) return { outcome: "no such amount", kind };
  const requested = await requestReward(world, { ...asked, kind, amountMinor });
  return { outcome: requested.outcome, kind, least: page.amounts.find((one) => one.kind === kind)?.least.text };
}

const isYours = (form: Form): form is Form & { intent: YoursIntent } => (YOURS as readonly string[]).includes(form.intent);

function purposeOf(form: Form): string {
  if (isYours(form)) return form.intent;
  return form.intent === "redeem" ? redeemPurpose(form.kind, form.variantId) : amountPurpose(form.kind);
}

async function show({ world, buyerId, pathPrefix, params }: Visitor, done?: Done): Promise<Answer> {
  const part = params.get("part") === "1";
  const action = `${pathPrefix}/rewards`;
  if (!buyerId) {
    const way = { href: SIGN_IN_PLACE, label: signIn.button };
    return {
      page: (
        <MessagePage name="rewards" outcome="signed out" heading={signIn.heading} text={signIn.text} way={way}>
          <p className="regulars-quiet">{signIn.email}</p>
        </MessagePage>
      ),
      part,
    };
  }
  const facts = await readRewardsPage(world, { buyerId });
  if (facts.outcome !== "page")
    return {
      page: <MessagePage name="rewards" outcome={facts.outcome} heading={stranger.heading} text={stranger.text(facts.shopName)} />,
      part,
    };
  const props = {
    facts,
    action,
    keyFor: (purpose: string) => pressKey(world, { buyerId, purpose }),
    said: done && say(done, facts),
    refused: done?.refused,
    greeting: !part,
  };
  return { page: <RewardsPage {...props} />, part };
}

/** What was done, or had been done already. */
const GOOD = new Set<string>([
  ...[
    "requested",
    "same request",
    "left",
    "already left",
    "paused",
    "already paused",
    "resumed",
    "not paused",
    "saved",
    "code changed",
    "code unchanged",
  ],
]);

function say({ outcome, variantId, kind, least }: Done, facts: Facts): Said {
  const item = facts.shelf.find((one) => one.variantId === variantId);
  const tone = GOOD.has(outcome) ? "good" : "problem";
  const sentence = (): string => {
    if (outcome === "requested") return outcomes[outcome](kind ?? "product code", item?.title ?? facts.rewards[0].title);
    if (outcome === "amount too small") return outcomes[outcome](least ?? null);
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
