/**
 * An ambassador's own page: whole, or with ?part=1 as the inside of the block in a theme; with ?part=code it answers whether they
 * may have a code. Who is asking is Shopify's to say.
 */
import { answerCode } from "~/domain/page/answer-code.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { answeredCode } from "~/storefront/code-field";
import { SIGN_IN_PLACE } from "~/storefront/for-liquid";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { pressKey } from "~/storefront/press-key.server";
import { pressRewards, sayPressed, type Pressed } from "~/storefront/press-rewards.server";
import { RewardsPage } from "~/storefront/rewards-page";

export const loader = onStorefront("rewards", async (visitor) => {
  const { world, buyerId, params, words, spoken } = visitor;
  if (params.get("part") !== "code") return show(visitor);
  const asked = { typed: params.get("code") ?? "", name: "", locale: spoken.locale };
  return answeredCode(words, buyerId ? await answerCode(world, { chooser: { buyerId }, ...asked }) : { outcome: "nobody to choose" });
});

export const action = onStorefront("rewards", async (visitor, fields) => {
  const { buyerId } = visitor;
  const done = buyerId && (await pressRewards({ ...visitor, buyerId }, fields));
  return show(visitor, done || undefined);
});

async function show({ world, buyerId, pathPrefix, params, spoken: { locale }, words }: Visitor, done?: Pressed): Promise<Answer> {
  const { signIn, stranger } = words;
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
  const facts = await readRewardsPage(world, { buyerId, locale });
  if (facts.outcome !== "page")
    return {
      page: <MessagePage name="rewards" outcome={facts.outcome} heading={stranger.heading} text={stranger.text(facts.shopName)} />,
      part,
    };
  const props = {
    facts,
    action,
    keyFor: (purpose: string) => pressKey(world, { buyerId, purpose }),
    said: done && sayPressed(words, done, facts),
    refused: done?.refused,
    where: done?.where,
    greeting: !part,
  };
  return { page: <RewardsPage {...props} />, part };
}
