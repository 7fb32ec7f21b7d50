/** Why an order counts or not, kindly and without a friend's name, and what became of it. */
import type { StandingReason } from "~/domain/attribution/standing";

export const verdicts = { attributed: "Counts", "under review": "Under review", ignored: "Doesn't count", "nothing left": "Nothing left" };

export const orderReasons: Record<StandingReason | "taken-off", string> = {
  code: "A friend used your code.",
  "click-code": "A friend came by your link.",
  click: "A friend came by your link.",
  "like-own-purchase": "The store is having a look at this order, because its e-mail address is very like one of yours.",
  "same-phone": "The store is having a look at this order, because it has your phone number.",
  "same-address": "The store is having a look at this order, because it goes to your own address.",
  "same-household":
    "The store is having a look at this order, because it goes to the address you have. Friends may live with you, so a person decides.",
  "same-device": "The store is having a look at this order, because it seems to come from your own home. A person decides.",
  "code-leaking": "The store is having a look at this order, because your code was used much more than usual around then. Nothing is lost.",
  "code-unconfirmed": "The store is having a look at this order, because your code was still being made.",
  "own-purchase": "This order was your own, so it doesn't count. It's the only rule we're strict about.",
  "not-first-order": "Your friend knew the store already. Only a friend's first order counts.",
  "friend-limit": "This friend has already brought you as much as one friend can. Thank them from us!",
  "other-currency": "This order was paid in another currency than the store's thank-you, so it can't count.",
  "below-minimum": "This order was a little too small to count. The next one may not be.",
  channel: "This order was not bought where your code counts.",
  "program-ended": "The store had paused this when the order was placed, so it can't count. What you earned before stays yours.",
  "ambassador-left": "This order came after you had left.",
  "code-retired": "This order came with an old code of yours that had ended by then. Your new one counts.",
  renewal: "A subscription renewed itself. Only the order that began it counts.",
  "test-order": "This was a test by the store.",
  "cancelled-unpaid": "The order was cancelled before it was paid.",
  "own-reward": "This was your reward.",
  "click-too-old": "Your friend's visit to your link was too long ago to count.",
  "unknown-code": "The code on this order wasn't yours when it was placed.",
  "unknown-click": "The link on this order wasn't yours.",
  "owner-counts": "The store looked at this order: it counts.",
  "owner-does-not-count": "The store looked at this order and decided that it doesn't count. Ask them if you wonder why.",
  "nothing-of-ours": "Neither your code nor your link is on this order.",
  "came-later": "Another code or link came first on this order, and an order can count for one person only.",
  "taken-off": "Your code or link was taken off this order later, so it doesn't count any more.",
};

/** For a reason of a later version of the rules. */
export const orderReasonUnknown: string = "Ask the store about this order.";

export const orderBecame = {
  cancelled: "The order was cancelled later.",
  unpaid: "It counts as soon as it is paid.",
  returned: "Everything was returned later.",
  "charged back": "The bank took your friend's payment back later, so nothing is left to share.",
  disputed: "The bank is looking into this payment.",
};
