/** What they have taken already, with its code and the way into the cart while it may be used. */
import { Copy } from "../../in-both/copy.tsx";
import type { Section } from "./rewards-page.tsx";

export function Taken({ view: { taken, takenTotal }, words }: Section) {
  if (taken.length === 0) return null;
  return (
    <s-section heading={words("taken")}>
      <s-stack gap="base">
        <s-text color="subdued">{takenTotal}</s-text>
        {taken.map(({ rewardId, title, price, code, link, sentence }) => (
          <s-stack key={rewardId} gap="small-200">
            <s-text type="strong">
              {title} · {price}
            </s-text>
            {code && <s-text>{code}</s-text>}
            <s-text color="subdued">{sentence}</s-text>
            {code && <Copy id={`copy-${rewardId}`} text={code} label={words("copyCode")} done={words("copied")} />}
            {link && <s-link href={link}>{words("use")}</s-link>}
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}
