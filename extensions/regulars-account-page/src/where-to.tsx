/** Where a product that is sent would go: the address whole, one press that takes the product and sends it there, and the way to change it. */
import type { ShelfItem, WhereTo as Asked } from "../../../app/account/answers.ts";
import type { Buttons, Questions, Section } from "./rewards-page.tsx";

/** Shopify's own page of the account, where addresses are. */
const PROFILE = "shopify:customer-account/profile";

type Props = Pick<Section, "words"> & Buttons & Pick<Questions, "putAside"> & { item: ShelfItem; whereTo: Asked };

export function WhereTo({ item: { variantId, priceMinor, title }, whereTo, words, press, pressing, putAside }: Props) {
  const { question, place, none, change, changed, again } = whereTo;
  const ask = () => void press("shelf", { intent: "where", variantId, requestKey: again.requestKey });
  return (
    <s-stack gap="small">
      <s-paragraph>{question}</s-paragraph>
      {place ? (
        <>
          <s-stack gap="none">
            {place.lines.map((line) => (
              <s-text key={line} type="address">
                {line}
              </s-text>
            ))}
          </s-stack>
          <s-paragraph>{place.right}</s-paragraph>
          <s-button
            variant="primary"
            accessibilityLabel={`${place.yes}: ${title}`}
            loading={pressing === place.requestKey}
            disabled={pressing !== null}
            onClick={() => {
              const { placeMark, requestKey } = place;
              void press("shelf", { intent: "redeem", kind: "product sent", variantId, priceMinor, placeMark, requestKey });
            }}
          >
            {place.yes}
          </s-button>
        </>
      ) : (
        <s-paragraph>{none}</s-paragraph>
      )}
      <s-paragraph color="subdued">
        <s-link href={PROFILE}>{change}</s-link> {changed}
      </s-paragraph>
      <s-button variant="secondary" loading={pressing === again.requestKey} disabled={pressing !== null} onClick={ask}>
        {again.label}
      </s-button>
      <s-button variant="secondary" disabled={pressing !== null} onClick={putAside}>
        {words("notNow")}
      </s-button>
    </s-stack>
  );
}
