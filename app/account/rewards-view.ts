/**
 * An ambassador's page as an extension shows it: the same facts as on the store's own page, in the same words, with every
 * sentence finished and every address whole, since an extension stands on another domain.
 */
import {
  isMaking,
  isToShare,
  mayTake,
  servingCode,
  shelfInOrder,
  shownCodes,
  titleOf,
  type PageShelfItem,
  type RewardsPage as Facts,
} from "~/domain/page/rewards-page";
import type { Where } from "~/storefront/ask-where.server";
import { amountPurpose } from "~/storefront/rewards-amounts";
import { redeemPurpose, takePurpose, wherePurpose } from "~/storefront/rewards-shelf";
import {
  nameReward,
  sayCode,
  sayCredit,
  sayEnded,
  sayLeaving,
  sayLeft,
  sayNext,
  sayOrder,
  sayReward,
  sayRules,
  sayShelf,
  sayStanding,
  sayTier,
  sayVerdict,
  sendingWays,
} from "~/words/storefront/sentences";
import { languageFrom } from "~/words/storefront/language";
import type { Words } from "~/words/storefront/words-for";
import type { RewardsView, ShelfItem, WhereTo } from "./answers";
import { yoursView, type KeyFor, type Shown } from "./yours-view";

export function rewardsView(all: Words, facts: Facts, shown: Shown): RewardsView {
  const { keyFor } = shown;
  const { rewards: words, pause } = all;
  const { state, next, orders, ordersTotal, rewards, pausedSince } = facts;
  const left = state === "left";
  return {
    greeting: words.heading(facts.name),
    standing: left ? sayLeft(all, facts) : sayStanding(all, facts),
    paused: left || pausedSince === null ? null : { text: pause.since(pausedSince), button: pause.goOn, requestKey: keyFor("resume") },
    ended: state === "ended" ? sayEnded(all, facts) : null,
    making: isMaking(facts),
    next:
      left || !next
        ? null
        : {
            ...sayNext(all, next, facts.earned.text),
            progressPercent: next.progressPercent,
            imageUrl: next.of === "product" ? next.imageUrl : null,
          },
    share: state === "active" ? share(all, facts) : null,
    tier: state === "active" ? sayTier(all, facts.tier) : null,
    orders: orders.map((order) => ({
      orderName: order.orderName,
      placedOn: order.placedOn,
      verdict: sayVerdict(all, order),
      sentence: sayOrder(all, order),
      credit: sayCredit(all, order),
    })),
    noOrders: words.noOrders,
    moreOrders: ordersTotal > orders.length ? words.moreOrders(orders.length, ordersTotal) : null,
    takenTotal: facts.redeemed.text,
    taken: rewards.map((reward) => ({
      ...{ rewardId: reward.rewardId, title: nameReward(all, reward), code: reward.code, sentence: sayReward(all, reward) },
      price: reward.price.text,
      link: reward.link && onStore(facts, reward.link),
    })),
    shelf: left || !facts.productWays.length ? null : shelf(all, facts, shown),
    amounts: amounts(words, facts, keyFor),
    yours: state === "active" && facts.own ? yoursView(all, { ...facts, own: facts.own }, shown) : null,
    smallPrint: left ? [] : smallPrint(all, facts, languageFrom([shown.locale])),
    leave: left ? null : { text: sayLeaving(all, facts, liveCode(facts)), requestKey: keyFor("leave") },
  };
}

/** A page of ours on the store's own domain, beside the ambassador's. */
export const ownPage = (facts: Facts, name: string): string => onStore(facts, facts.linkPath.replace(/[^/]*$/, name));

const onStore = ({ linkUrl }: Facts, path: string): string => new URL(path, linkUrl).href;

export const liveCode = ({ codes }: Facts): string | null => servingCode(codes)?.code ?? null;

function share(all: Words, facts: Facts): RewardsView["share"] {
  const { rewards: words } = all;
  const live = facts.pausedSince === null ? liveCode(facts) : null;
  const captions = live ? captionsWithLink(all, facts, live) : [];
  return {
    codes: shownCodes(facts.codes).map((one) => ({
      ...{ code: one.code, live: one.state === "live", toShare: isToShare(one), sentence: sayCode(all, one) },
    })),
    link: live
      ? {
          ...{ url: facts.linkUrl, text: facts.linkUrl.replace(/^https?:\/\//, ""), help: words.linkHelp },
          ...{ qrLabel: words.qr(live), qrHelp: words.qrHelp },
        }
      : null,
    ways: captions.length ? sendingWays(all, facts.shopName, captions[0]) : [],
    ...{ captions, captionsHelp: words.captionsHelp, noCode: words.noCode },
  };
}

/** What is copied and sent: it says it is an ad, and leads to their page. */
export const captionsWithLink = ({ captions }: Words, { shopName, offerPercent, linkUrl, productWays }: Facts, code: string): string[] =>
  captions(shopName, code, offerPercent, productWays.length > 0).map((caption) => `${caption} ${linkUrl}`);

type Says = Words["rewards"];

function shelf(all: Words, facts: Facts, shown: Shown): NonNullable<RewardsView["shelf"]> {
  return {
    help: sayShelf(all, facts),
    items: shelfInOrder(facts).map((one) => shelfItem(all.rewards, one, facts, shown)),
  };
}

function shelfItem(words: Says, item: PageShelfItem, facts: Facts, { keyFor, where }: Shown): ShelfItem {
  const { earned, productWays } = facts;
  const { variantId, price, imageUrl, lack, iconsUntil } = item;
  const title = titleOf(item);
  const notYet = iconsUntil === null ? words.shelfLack(lack.text) : words.iconsFirst(iconsUntil);
  return {
    ...{ variantId, title, imageUrl },
    price: price.text,
    priceMinor: price.minor,
    note: mayTake(item) ? (item.firstChoice ? words.firstChoice : null) : notYet,
    ways: (mayTake(item) ? productWays : []).map((kind) => {
      const button = { take: words.ways[kind].take, requestKey: keyFor(takePurpose(kind, item)) };
      if (kind === "product sent") return { kind, ...button };
      return { kind, ...button, confirm: `${words.confirm(title, price.text, earned.text)} ${words.ways[kind].who}` };
    }),
    whereTo: where?.variantId === variantId ? whereTo(words, item, facts, keyFor, where) : null,
  };
}

function whereTo(words: Says, item: PageShelfItem, { earned }: Facts, keyFor: KeyFor, { place }: Where): WhereTo {
  const { variantId, price } = item;
  const { right, yes, none, change, add, changed, again } = words.where;
  const redeem = (placeMark: string) => redeemPurpose({ kind: "product sent", variantId, priceMinor: price.minor, placeMark });
  return {
    question: `${words.confirm(titleOf(item), price.text, earned.text)} ${words.ways["product sent"].who}`,
    place: place && { ...{ lines: place.lines, right, yes, placeMark: place.mark }, requestKey: keyFor(redeem(place.mark)) },
    ...{ none, change: place ? change : add, changed },
    again: { label: again, requestKey: keyFor(wherePurpose(variantId)) },
  };
}

function amounts(words: Says, { amounts, earned }: Facts, keyFor: KeyFor): RewardsView["amounts"] {
  return amounts.map(({ kind, least, affordable }) => {
    const { title, text, button } = words.amounts.kinds[kind];
    return {
      ...{ kind, title, text, button },
      howMuch: affordable ? words.amounts.howMuch(least.text, earned.text) : null,
      notYet: affordable ? null : words.amounts.from(title, least.text),
      requestKey: keyFor(amountPurpose(kind)),
    };
  });
}

/** What they acknowledged stays in the language they acknowledged it in. */
function smallPrint(all: Words, facts: Facts, language: string): RewardsView["smallPrint"] {
  const { disclosure, disclosureLanguage } = facts;
  const rules = { text: sayRules(all, facts) };
  if (disclosure === null) return [rules];
  return [rules, { text: disclosure, ...(disclosureLanguage !== language && { language: disclosureLanguage }) }];
}
