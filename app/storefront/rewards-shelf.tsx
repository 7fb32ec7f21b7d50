/**
 * The shelf: what was taken already, with its code; then what can be taken, chosen by one press and confirmed by a second,
 * which is the only one that takes: of what is sent, beside the address it goes to (rewards-where). What is still too dear says what is
 * missing.
 */
import { mayTake, shelfInOrder, titleOf, type PageReward, type PageShelfItem, type RewardsPage as Facts } from "~/domain/page/rewards-page";
import { nameReward, sayReward, sayShelf } from "~/words/storefront/sentences";
import { Picture } from "./page";
import { useWords } from "./spoken";

type Props = { facts: Facts; action: string; keyFor: (purpose: string) => string };

/** So many are shown at once, what can be had first; the rest is folded away. */
const SHOWN = 12;

export function Shelf({ facts, action, keyFor }: Props) {
  const all = useWords();
  const { rewards: words } = all;
  const items = shelfInOrder(facts);
  const toChoose = facts.state !== "left" && facts.productWays.length > 0;
  if (!toChoose && !facts.rewards.length) return null;
  const item = (one: PageShelfItem) => (
    <Item
      key={one.variantId}
      item={one}
      earned={facts.earned.text}
      action={action}
      ways={facts.productWays.map((kind) => ({ kind, requestKey: keyFor(takePurpose(kind, one)) }))}
    />
  );
  return (
    <section className="regulars-section" aria-labelledby={toChoose ? "regulars-shelf" : "regulars-taken"}>
      {facts.rewards.length > 0 && (
        <>
          <h2 className="regulars-subheading" id="regulars-taken">
            {words.taken} <span className="regulars-quiet">{facts.redeemed.text}</span>
          </h2>
          <ul className="regulars-taken">
            {facts.rewards.map((reward) => (
              <Taken key={reward.rewardId} reward={reward} />
            ))}
          </ul>
        </>
      )}
      {toChoose && (
        <>
          <h2 className="regulars-subheading" id="regulars-shelf">
            {words.shelf}
          </h2>
          <p>{sayShelf(all, facts)}</p>
          <ul className="regulars-shelf">{items.slice(0, SHOWN).map(item)}</ul>
          {items.length > SHOWN && (
            <details className="regulars-details">
              <summary>{words.moreShelf(items.length - SHOWN)}</summary>
              <ul className="regulars-shelf">{items.slice(SHOWN).map(item)}</ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

type Way = { kind: Facts["productWays"][number]; requestKey: string };

type Redeem = { variantId: string; priceMinor: string } & ({ kind: "product code" } | { kind: "product sent"; placeMark: string });

/** A key made for one product, had in one way at the price, and sent to the address, that were shown, is good for no other. */
export const redeemPurpose = (of: Redeem): string =>
  of.kind === "product code"
    ? `redeem ${of.variantId} for ${of.priceMinor}`
    : `redeem sent ${of.variantId} for ${of.priceMinor} to ${of.placeMark}`;

export const wherePurpose = (variantId: string): string => `where ${variantId}`;

/** Of the button on the shelf: what is sent is asked about first. */
export const takePurpose = (kind: Way["kind"], { variantId, price }: PageShelfItem): string =>
  kind === "product sent" ? wherePurpose(variantId) : redeemPurpose({ kind, variantId, priceMinor: price.minor });

function Item({ item, earned, action, ways }: { item: PageShelfItem; earned: string; action: string; ways: Way[] }) {
  const { rewards: words } = useWords();
  const { variantId, price, iconsUntil, firstChoice, lack, imageUrl, title } = item;
  return (
    <li>
      <Picture url={imageUrl} title={title} size={160} />
      <p className="regulars-item">
        {titleOf(item)}
        <span className="regulars-price">{price.text}</span>
      </p>
      {firstChoice && <p className="regulars-quiet">{words.firstChoice}</p>}
      {mayTake(item) ? (
        ways.map(({ kind, requestKey }) => (
          <form key={kind} className="regulars-way" method="post" action={action} data-price-minor={price.minor} data-affordable="true">
            <input type="hidden" name="intent" value={kind === "product sent" ? "where" : "redeem"} />
            <input type="hidden" name="variantId" value={variantId} />
            <input type="hidden" name="requestKey" value={requestKey} />
            {kind === "product sent" ? (
              <button className="regulars-button regulars-button-plain" aria-label={`${words.ways[kind].take}: ${titleOf(item)}`}>
                {words.ways[kind].take}
              </button>
            ) : (
              <>
                <input type="hidden" name="kind" value={kind} />
                <input type="hidden" name="priceMinor" value={price.minor} />
                <details className="regulars-choose">
                  <summary className="regulars-button regulars-button-plain" aria-label={`${words.ways[kind].take}: ${titleOf(item)}`}>
                    {words.ways[kind].take}
                  </summary>
                  <p>
                    {words.confirm(titleOf(item), price.text, earned)} {words.ways[kind].who}
                  </p>
                  <button className="regulars-button">{words.confirmButton}</button>
                </details>
              </>
            )}
          </form>
        ))
      ) : (
        <p className="regulars-quiet">{iconsUntil === null ? words.shelfLack(lack.text) : words.iconsFirst(iconsUntil)}</p>
      )}
    </li>
  );
}

function Taken({ reward }: { reward: PageReward }) {
  const all = useWords();
  const { rewards: words } = all;
  const { state, code, link, price } = reward;
  return (
    <li data-reward-state={state} data-reward-code={code ?? undefined}>
      <p className="regulars-item">
        {nameReward(all, reward)}
        <span className="regulars-price">{price.text}</span>
      </p>
      {code && <p className="regulars-code regulars-code-small">{code}</p>}
      <p className="regulars-quiet">{sayReward(all, reward)}</p>
      {link && (
        <p>
          <a className="regulars-button" href={link}>
            {words.use}
          </a>
        </p>
      )}
    </li>
  );
}
