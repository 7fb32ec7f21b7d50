/** An ambassador's own page: whole, or with ?part=1 as the inside of the block in a theme. Who is asking is Shopify's to say. */
import { z } from "zod";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { noteDevice } from "~/domain/ambassador/note-device.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import { requestReward } from "~/domain/reward/request-reward.server";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { SIGN_IN_PLACE } from "~/storefront/for-liquid";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { isPressKey, pressKey } from "~/storefront/press-key.server";
import { RewardsPage, type Said } from "~/storefront/rewards-page";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { outcomes, signIn, stranger } from "~/words/storefront";

const formShape = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("redeem"), variantId: z.string().regex(/^\d{1,20}$/), requestKey: z.string().max(200) }),
  z.object({ intent: z.literal("leave"), requestKey: z.string().max(200) }),
]);
type Form = z.infer<typeof formShape>;
type SignedIn = Visitor & { buyerId: string };

export const loader = onStorefront("rewards", (visitor) => show(visitor));

export const action = onStorefront("rewards", async (visitor, fields) => {
  const form = formShape.safeParse(Object.fromEntries(fields));
  const { buyerId } = visitor;
  if (!buyerId || !form.success) return show(visitor);
  const done = await press({ ...visitor, buyerId }, form.data);
  return show(visitor, done);
});

type Done = { outcome: keyof typeof outcomes; variantId?: string };

/** Only what the signed-in customer's own page offered is done, and for nobody else. */
async function press({ world, buyerId, networks }: SignedIn, form: Form): Promise<Done> {
  const variantId = form.intent === "redeem" ? form.variantId : undefined;
  const purpose = variantId ? redeemPurpose(variantId) : "leave";
  if (!isPressKey(world, form.requestKey, { buyerId, purpose })) return { outcome: "press again" };
  await noteDevice(world, { buyerId, networks });
  if (!variantId) {
    const { outcome } = await leaveProgram(world, { buyerId });
    return { outcome: outcome === "no ambassador" ? "not an ambassador" : outcome };
  }
  const page = await readRewardsPage(world, { buyerId });
  if (page.outcome !== "page") return { outcome: page.outcome };
  const { ambassadorId } = page;
  const { outcome } = await requestReward(world, { ambassadorId, variantId, requestKey: form.requestKey });
  return { outcome, variantId };
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
    greeting: !part,
  };
  return { page: <RewardsPage {...props} />, part };
}

function say({ outcome, variantId }: Done, facts: Facts): Said {
  const item = facts.shelf.find((one) => one.variantId === variantId);
  const tone = ["requested", "same request", "left", "already left"].includes(outcome) ? "good" : "problem";
  const sentence = (): string => {
    if (outcome === "requested") return outcomes[outcome](item?.title ?? facts.rewards[0].title);
    if (outcome === "balance too low") return outcomes[outcome](item && !item.affordable ? item.lack.text : null);
    if (outcome === "price changed") return outcomes[outcome](item?.price.text ?? null);
    return outcomes[outcome];
  };
  return { outcome, tone, sentence: sentence() };
}
