/**
 * The small block: an ambassador sees that they are one of the store's regulars, with their code; whoever's order is to be
 * explained sees why. Everybody else sees nothing, and nothing is also what a fault shows: nobody came here for us.
 */
import { useEffect, useState } from "preact/hooks";
import type { StandingAnswer } from "../../../app/account/answers.ts";
import { askRegulars, type Host } from "../../in-both/ask-regulars.ts";
import { Copy } from "../../in-both/copy.tsx";
import type english from "../locales/en.default.json";

type Words = (key: keyof typeof english) => string;
type Shopify = Host & {
  i18n: { translate(key: string): string };
  extension: { editor?: unknown };
};

/** An order just placed reaches the app a few seconds later. */
const ASK_AGAIN_MS = 6_000;

export function RegularBlock({ shopify, orderId }: { shopify: Shopify; orderId: string | undefined }) {
  const words: Words = (key) => shopify.i18n.translate(key);
  const [answer, setAnswer] = useState<StandingAnswer | null>(null);
  useEffect(() => {
    const path = orderId ? `/account/standing?order=${encodeURIComponent(orderId)}` : "/account/standing";
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async (asksAgain: boolean) => {
      const asked = await askRegulars<StandingAnswer>(shopify, path);
      if (gone || asked.outcome !== "answered") return;
      setAnswer(asked.answer);
      // Once: whoever stays longer finds it at the order.
      if (asksAgain && asked.answer.askAgain) timer = setTimeout(() => void ask(false), ASK_AGAIN_MS);
    };
    void ask(true);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [orderId]);

  // Whoever places the block in Shopify's editor is rarely an ambassador, and must see that it is there.
  if (shopify.extension.editor && answer?.outcome !== "ambassador")
    return (
      <s-section heading={words("heading")}>
        <s-paragraph>{words("editor")}</s-paragraph>
      </s-section>
    );
  if (answer?.outcome === "ambassador") return <Regular answer={answer} words={words} />;
  if (!answer?.order) return null;
  return (
    <s-section heading={words("aboutOrder")}>
      <s-paragraph>{answer.order}</s-paragraph>
    </s-section>
  );
}

function Regular({
  answer: { standing, share, order, rewardsUrl },
  words,
}: {
  answer: Extract<StandingAnswer, { outcome: "ambassador" }>;
  words: Words;
}) {
  return (
    <s-section heading={words("heading")}>
      <s-stack gap="base">
        {order && <s-paragraph>{order}</s-paragraph>}
        <s-paragraph>{standing}</s-paragraph>
        {share && (
          <s-stack gap="small">
            <s-text color="subdued">{words("code")}</s-text>
            <s-heading accessibilityRole="presentation">{share.code}</s-heading>
            <Copy id="copy-code" text={share.code} label={words("copyCode")} done={words("copied")} />
            <s-text color="subdued">{words("link")}</s-text>
            <s-link href={share.link}>{share.link.replace(/^https?:\/\//, "")}</s-link>
            <Copy id="copy-words" text={share.caption} label={words("copyWords")} done={words("copied")} />
          </s-stack>
        )}
        <s-link href={rewardsUrl}>{words("rewards")}</s-link>
      </s-stack>
    </s-section>
  );
}
