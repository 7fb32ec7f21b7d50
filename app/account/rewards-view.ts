/**
 * An ambassador's page as an extension shows it: the same facts as on the store's own page, in the same words, with every
 * sentence finished and every address whole, since an extension stands on another domain.
 */
import type { PageOrder, PageShelfItem, RewardsPage as Facts } from "~/domain/page/rewards-page";
import { amountPurpose } from "~/storefront/rewards-amounts";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { nameReward, sayCode, sayOrder, sayReward, sayStanding, sayTier, sayVerdict } from "~/words/storefront/sentences";
import type { Words } from "~/words/storefront/words-for";
import type { RewardsView, ShelfItem } from "./answers";

type KeyFor = (purpose: string) => string;

export function rewardsView(all: Words, facts: Facts, keyFor: KeyFor): RewardsView {
  const { rewards: words } = all;
  const { state, next, earned, orders, ordersTotal, codes, rewards } = facts;
  const left = state === "left";
  return {
    greeting: words.heading(facts.name),
    standing: left ? words.left(earned.text) : sayStanding(all, facts),
    ended: state === "ended" ? words.ended(earned.text) : null,
    making: codes.some((code) => code.state === "waiting") || rewards.some((reward) => reward.state === "requested"),
    next:
      left || !next
        ? null
        : {
            title: next.title,
            sentence: next.affordable ? words.canHave(next.title) : words.toGo(next.lack.text, next.title),
            progressPercent: next.progressPercent,
            progressLabel: words.progress(next.title),
            imageUrl: next.imageUrl,
          },
    share: state === "active" ? share(all, facts) : null,
    tier: state === "active" ? sayTier(all, facts.tier) : null,
    orders: orders.map((order) => ({
      orderName: order.orderName,
      placedOn: order.placedOn,
      verdict: sayVerdict(all, order.outcome),
      sentence: sayOrder(all, order),
      credit: credit(words, order),
    })),
    noOrders: words.noOrders,
    moreOrders: ordersTotal > orders.length ? words.moreOrders(orders.length, ordersTotal) : null,
    taken: rewards.map((reward) => ({
      ...{ rewardId: reward.rewardId, title: nameReward(all, reward), code: reward.code, sentence: sayReward(all, reward) },
      price: reward.price.text,
      link: reward.link && onStore(facts, reward.link),
    })),
    shelf: left || !facts.productWays.length ? null : shelf(words, facts, keyFor),
    amounts: amounts(words, facts, keyFor),
    statementUrl: ownPage(facts, "statement"),
    smallPrint: left ? [] : smallPrint(words, facts),
    leave: left ? null : { text: words.leaveText(liveCode(facts), earned.text), requestKey: keyFor("leave") },
  };
}

/** A page of ours on the store's own domain, beside the ambassador's. */
export const ownPage = (facts: Facts, name: string): string => onStore(facts, facts.linkPath.replace(/[^/]*$/, name));

const onStore = ({ linkUrl }: Facts, path: string): string => new URL(path, linkUrl).href;

export const liveCode = ({ codes }: Facts): string | null => codes.find(({ state }) => state === "live")?.code ?? null;

function share(all: Words, facts: Facts): RewardsView["share"] {
  const { rewards: words, captions } = all;
  const live = liveCode(facts);
  return {
    codes: facts.codes
      .filter(({ state }) => state !== "retired")
      .map((one) => ({ code: one.code, live: one.state === "live", sentence: sayCode(all, one) })),
    link: live
      ? { url: facts.linkUrl, text: facts.linkUrl.replace(/^https?:\/\//, ""), help: words.linkHelp, qrLabel: words.qr(live) }
      : null,
    captions: live ? captions(facts.shopName, live, facts.offerPercent).map((caption) => `${caption} ${facts.linkUrl}`) : [],
    noCode: words.noCode,
  };
}

type Says = Words["rewards"];

function credit(words: Says, { creditState, credit, waitsUntil }: PageOrder): string | null {
  if (creditState === "waiting") return words.waiting(credit.text, waitsUntil);
  return creditState === "yours" ? words.isYours(credit.text) : null;
}

/** What can be had stands first. */
function shelf(words: Says, facts: Facts, keyFor: KeyFor): NonNullable<RewardsView["shelf"]> {
  const mayTake = ({ affordable, iconsUntil }: PageShelfItem) => affordable && iconsUntil === null;
  const sorted = [...facts.shelf.filter(mayTake), ...facts.shelf.filter((one) => !mayTake(one))];
  return {
    help: sorted.length ? words.shelfHelp(facts.earned.text) : words.emptyShelf,
    items: sorted.map((one) => shelfItem(words, one, mayTake(one), facts, keyFor)),
  };
}

function shelfItem(words: Says, item: PageShelfItem, mayTake: boolean, { earned, productWays }: Facts, keyFor: KeyFor): ShelfItem {
  const { variantId, price, imageUrl, lack, iconsUntil } = item;
  const title = item.variantTitle ? `${item.title}, ${item.variantTitle}` : item.title;
  const notYet = iconsUntil === null ? words.shelfLack(lack.text) : words.iconsFirst(iconsUntil);
  return {
    ...{ variantId, title, imageUrl },
    price: price.text,
    note: mayTake ? (item.firstChoice ? words.firstChoice : null) : notYet,
    ways: (mayTake ? productWays : []).map((kind) => ({
      kind,
      take: words.ways[kind].take,
      confirm: `${words.confirm(title, price.text, earned.text)} ${words.ways[kind].who}`,
      requestKey: keyFor(redeemPurpose(kind, variantId)),
    })),
  };
}

function amounts(words: Says, { amounts, earned }: Facts, keyFor: KeyFor): RewardsView["amounts"] {
  return amounts.map(({ kind, least, affordable }) => {
    const { title, text, button } = words.amounts.kinds[kind];
    return {
      ...{ kind, title, text, button },
      howMuch: words.amounts.howMuch(least.text, earned.text),
      notYet: affordable ? null : words.amounts.from(title, least.text),
      requestKey: keyFor(amountPurpose(kind)),
    };
  });
}

function smallPrint(words: Says, { offerPercent, creditPercent, returnWindowDays, disclosure }: Facts): string[] {
  return [`${words.rates(offerPercent, creditPercent, returnWindowDays)} ${words.reversal}`, disclosure].filter((line) => line !== null);
}
