/** What can be taken: chosen by one press and confirmed by a second, which is the only one that takes; of what is sent, beside where it goes. */
import type { ComponentChildren } from "preact";
import type { ProductWay, ShelfItem } from "../../../app/account/answers.ts";
import type { Buttons, Questions, Section } from "./rewards-page.tsx";
import { WhereTo } from "./where-to.tsx";

/** So many are shown at once, what can be had first; the rest is folded away. */
const SHOWN = 12;

type Props = Section & Buttons & Questions & { said: ComponentChildren };

export function Shelf({ view: { shelf }, said, ...rest }: Props) {
  if (!shelf) return said ? <s-section>{said}</s-section> : null;
  const item = (one: ShelfItem) => <Item key={one.variantId} item={one} {...rest} />;
  return (
    <s-section heading={rest.words("shelf")}>
      <s-stack gap="base">
        {said}
        <s-paragraph>{shelf.help}</s-paragraph>
        {shelf.items.slice(0, SHOWN).map(item)}
        {shelf.items.length > SHOWN && (
          <s-details>
            <s-summary>{rest.words("moreShelf")}</s-summary>
            {shelf.items.slice(SHOWN).map(item)}
          </s-details>
        )}
      </s-stack>
    </s-section>
  );
}

type Confirmed = Extract<ProductWay, { kind: "product code" }>;
type ItemProps = Omit<Props, "view" | "said"> & { item: ShelfItem };

function Item({ item, asking, ...rest }: ItemProps) {
  const { variantId, priceMinor, title, price, imageUrl, note, ways, whereTo } = item;
  const asked = ways.find((way): way is Confirmed => way.kind === "product code" && way.requestKey === asking);
  const choose = (kind: ProductWay["kind"], requestKey: string) => {
    // One question at a time.
    rest.putAside();
    if (kind === "product code") return rest.ask(requestKey);
    void rest.press("shelf", { intent: "where", variantId, requestKey });
  };
  return (
    <s-grid gridTemplateColumns="auto 1fr" gap="base" alignItems="start">
      <s-product-thumbnail src={imageUrl ?? undefined} alt="" />
      <s-stack gap="small-200">
        <s-text type="strong">{title}</s-text>
        <s-text>{price}</s-text>
        {note && <s-text color="subdued">{note}</s-text>}
        {asked ? (
          <Question {...{ way: asked, variantId, priceMinor }} {...rest} />
        ) : (
          ways.map(({ kind, take, requestKey }) => (
            <s-button
              key={kind}
              variant="secondary"
              accessibilityLabel={`${take}: ${title}`}
              disabled={rest.pressing !== null}
              loading={rest.pressing === requestKey}
              onClick={() => choose(kind, requestKey)}
            >
              {take}
            </s-button>
          ))
        )}
        {whereTo && <WhereTo {...{ item, whereTo }} {...rest} />}
      </s-stack>
    </s-grid>
  );
}

type QuestionProps = { way: Confirmed; variantId: string; priceMinor: string } & Omit<ItemProps, "item" | "asking">;

function Question({ way: { kind, confirm, requestKey }, variantId, priceMinor, words, press, pressing, putAside }: QuestionProps) {
  return (
    <s-stack gap="small">
      <s-paragraph>{confirm}</s-paragraph>
      <s-button
        variant="primary"
        loading={pressing === requestKey}
        disabled={pressing !== null}
        onClick={() => void press("shelf", { intent: "redeem", kind, variantId, priceMinor, requestKey })}
      >
        {words("yes")}
      </s-button>
      <s-button variant="secondary" disabled={pressing !== null} onClick={putAside}>
        {words("notNow")}
      </s-button>
    </s-stack>
  );
}
