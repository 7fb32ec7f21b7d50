/**
 * Where a product that is sent goes: the address as the store has it, whole, and the one press that takes the product and sends it there.
 * Without an address there is none.
 */
import { titleOf, type RewardsPage as Facts } from "~/domain/page/rewards-page";
import type { Where as Asked } from "./ask-where.server";
import { redeemPurpose, wherePurpose } from "./rewards-shelf";
import { useWords } from "./spoken";

/** On the store's own domain; Shopify leads on to whichever accounts the store has. */
const ACCOUNT = "/account";

type Props = { where: Asked; facts: Facts; action: string; keyFor: (purpose: string) => string };

export function Where({ where: { variantId, place }, facts, action, keyFor }: Props) {
  const { rewards: words } = useWords();
  const item = facts.shelf.find((one) => one.variantId === variantId);
  if (!item) return null;
  const { price } = item;
  return (
    <section className="regulars-section regulars-where" aria-labelledby="regulars-where">
      <h2 className="regulars-subheading" id="regulars-where">
        {words.where.heading}
      </h2>
      <p>
        {words.confirm(titleOf(item), price.text, facts.earned.text)} {words.ways["product sent"].who}
      </p>
      {place ? (
        <>
          <address className="regulars-address">
            {place.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </address>
          <p>{words.where.right}</p>
          <form className="regulars-form" method="post" action={action}>
            <input type="hidden" name="intent" value="redeem" />
            <input type="hidden" name="kind" value="product sent" />
            <input type="hidden" name="variantId" value={variantId} />
            <input type="hidden" name="priceMinor" value={price.minor} />
            <input type="hidden" name="placeMark" value={place.mark} />
            <input
              type="hidden"
              name="requestKey"
              value={keyFor(redeemPurpose({ kind: "product sent", variantId, priceMinor: price.minor, placeMark: place.mark }))}
            />
            <button className="regulars-button">{words.where.yes}</button>
          </form>
        </>
      ) : (
        <p>{words.where.none}</p>
      )}
      <p className="regulars-quiet">
        <a href={ACCOUNT} target="_blank" rel="noopener">
          {place ? words.where.change : words.where.add}
        </a>{" "}
        {words.where.changed}
      </p>
      <form className="regulars-form" method="post" action={action}>
        <input type="hidden" name="intent" value="where" />
        <input type="hidden" name="variantId" value={variantId} />
        <input type="hidden" name="requestKey" value={keyFor(wherePurpose(variantId))} />
        <button className="regulars-button regulars-button-plain">{words.where.again}</button>
      </form>
    </section>
  );
}
