/** The words of the rewards that wait for the owner. */
import { plural } from "./numbers";

const counted = (amount: number, one: string, many: string): string => `${amount.toLocaleString("en")} ${plural(amount, one, many)}`;

const listedSo = (wishes: number, unlisted: number): string => {
  if (unlisted === 0) return "All of it stands on a list.";
  return unlisted === wishes ? "None of it stands on a list yet." : `${counted(unlisted, "stands", "stand")} on no list yet.`;
};

/** Written out as money. */
type Taking = { amount: string; has: string; left: string; name: string };

export const rewardsWords = {
  bar: "Rewards",
  title: (waiting: number) =>
    waiting === 0
      ? "No reward waits for you"
      : waiting === 1
        ? "One reward waits for you"
        : `${waiting.toLocaleString("en")} rewards wait for you`,
  back: "Home",
  none: {
    title: "No reward waits for you",
    text: "Products you are to send, money you are to pay, and rewards whose end only you can know will stand here, each with its buttons.",
    action: "Back to home",
  },
  found: {
    title: "Found in Shopify",
    lead: "Shopify has these, and our books don't: a backup was put back, and what was given after it is forgotten. Say what each one is. Until you do, nothing more is given to that person.",
    one: (name: string, what: string, amount: string) => `${name}: ${what}, ${amount}`,
    somebody: "Somebody else",
    made: (moment: string) => `Made on ${moment}.`,
    code: (code: string) => `Its code is ${code}.`,
    cardEnds: (last: string) => `Its code ends in ${last.toUpperCase()}.`,
    marked: "It bears our mark, so Regulars made it.",
    credit: "Store credit bears no mark: you, another app or Regulars may have given it, at a time that our books forgot.",
    look: "See in Shopify who gave it",
    ordered: "It has become an order.",
    open: "Its draft order is still open.",
    held: (wishes: number) =>
      wishes === 1 ? "One wish of theirs waits for your answer." : `${wishes} wishes of theirs wait for your answer.`,
    nobody: "Whose it is takes no part here, so there is no credit to take it from.",
    given: "It was a reward: count it",
    takes: ({ amount, has, left, name }: Taking) => `Takes ${amount} of the ${has} that ${name} has. ${left} is left.`,
    isTheirWish: ({ amount, has, name }: Taking) =>
      `${name} asked for ${amount} of store credit, and that wish waits: this is it, so nothing more is given or taken. ${has} is left.`,
    takesWishes: ({ amount, has, left, name }: Taking, wishes: number) =>
      `Takes ${amount}. ${name} has ${has}, so ${wishes === 1 ? "one wish that waits goes" : `${wishes} wishes that wait go`} back first. ${left} is left.`,
    sends: "Once all that was found of theirs is answered, its order is made, and you send it.",
    forgive: (lack: string) => `Count it, let them off ${lack}`,
    lacks: ({ has }: Taking, lack: string) => `Takes all ${has}. The ${lack} that they lack is your present.`,
    lacksWishes: ({ has }: Taking, lack: string, wishes: number) =>
      `Takes all ${has}, ${wishes === 1 ? "and the wish that waits goes" : `and the ${wishes} wishes that wait go`} back. The ${lack} that they lack then is your present.`,
    costsMore: ({ amount, has, name }: Taking) =>
      `It cost ${amount}, and ${name} has ${has}. Their orders of the forgotten time may still be coming back: an hour from now it may be enough.`,
    notOurs: "Not ours: leave it alone",
    leave: "Leave it alone",
    takesNothing: (name: string, has: string) => `Takes nothing: ${name} keeps it, and all ${has}.`,
    takesNothingYet: (name: string, has: string) => `Takes nothing of the ${has} that ${name} has.`,
    notOursWhen: "Right when you, or another app, gave it.",
    opened: "The draft stays open in Shopify. Delete it there if nothing is to be sent.",
    leavesAll: "Nothing changes, here and in Shopify.",
  },
  settle: {
    title: "Settle these",
    lead: "Nobody but you can know how these ended. Ask the person, or look in Shopify; one press settles each, and the books follow.",
    one: (name: string, what: string, amount: string) => `${name}: ${what}, ${amount}`,
    asked: (day: string, code: string) => `Asked for on ${day}, code ${code}.`,
    usedOn: (order: string) => `It was taken on order ${order}.`,
    haveIt: "They have it",
    keepsIt: (amount: string) => `${amount} stays taken.`,
    giveBack: (amount: string) => `Give ${amount} back`,
    givesBack: "Shopify is asked once more first, and what is there is taken back: they never have both.",
    charge: (amount: string) => `They have it: take ${amount} again`,
    charges: (amount: string) => `They had ${amount} back, since it looked as if nothing was given. This takes it again.`,
    chargeSome: (has: string) => `They have it: take the ${has} they have`,
    chargesSome: (has: string, lacks: string) =>
      `They had its cost back, and less than that is left. This takes ${has}; the ${lacks} that they lack is your present.`,
    forgivesAll: (amount: string) => `They have nothing to take it from, so the ${amount} that it cost is your present.`,
    haveItAllTheSame: (amount: string) => `Right when they have it in spite of that: ${amount} stays taken.`,
    givesBackUndone: "Right when they have nothing of it. What could still be used in Shopify is switched off first.",
    goesBack: (amount: string) =>
      `Somebody said that ${amount} goes back. Shopify has not confirmed yet that nobody can use it any more; we go on asking.`,
    goOn: "Ask Shopify now",
    unseen:
      "Shopify does not let us look any more, so look there yourself, under Gift cards or at the customer: if it is there, switch it off or press “They have it”. Only when nobody can use it, give the credit back here.",
    unseenGoingBack:
      "Shopify does not let us ask any more, so look there yourself, under Gift cards or Discounts: if it is still on, switch it off. Only when nobody can use it, give the credit back here.",
    giveBackUnseen: (amount: string) => `I have looked: give ${amount} back`,
    forgive: "Let it be a present",
    forgives: (amount: string) => `They keep it and the ${amount}, too. Your books show it as let off.`,
  },
  ask: {
    title: "Waiting for your yes",
    lead: "With your yes, a product becomes a free order in Shopify, to the address that stands here, that you send as any other; you pay the delivery. Money waits for the next list to pay from. With a no, they have their credit back.",
    send: "Yes, send it",
    willBeSent: "Its free order is being made; it will be among your orders in Shopify.",
    pay: (amount: string) => `Yes, pay ${amount}`,
    willBePaid: "It waits to be paid now, below.",
    no: (amount: string) => `No, give ${amount} back`,
    cash: "You pay it yourself; your list to pay from says whom and how much.",
    confirmed: (day: string) => `Confirmed by them on ${day}.`,
    another: "They confirmed another address than the one their account has now.",
    askThem: "Ask them, at their customer page",
    unasked: "This is the address your store has of them. They asked for this before we began to ask them to confirm it.",
    notKnown: (place: string | null) =>
      place
        ? `In ${place}; Shopify doesn't say more just now. Load the page again to read the whole address.`
        : "Shopify doesn't say just now where they live. Load the page again to read it.",
    sureWhy:
      "They confirmed another address than the one their account has now, which stands here. Ask them if you can't tell which is right.",
    sendThere: "Send it to this one all the same",
    noPlace: "Your store has no address of them, and without one nothing can be sent. Wait until they have added one, or:",
    addPlace: "add an address in Shopify",
  },
  payouts: {
    title: "To be paid",
    lead: "Save the list, pay each your own way with our reference on the transfer, then say here who has their money.",
    sum: (sum: string, wishes: number, unlisted: number) =>
      `${sum} for ${counted(wishes, "wish", "wishes")}. ${listedSo(wishes, unlisted)}`,
    paid: (amount: string) => `I have paid ${amount}`,
    sureWhy:
      "Only when it has left your bank: their page says then that you have paid it. For a week you can take that back, further down on this page.",
    surelyPaid: (amount: string) => `Yes, ${amount} is paid`,
    notPaid: (amount: string) => `It won't be paid: give ${amount} back`,
    maybePaid:
      "It stands on a list to pay from, so it may have left your bank. If it did, say that you have paid it: otherwise they have the money and the credit.",
    surelyNot: (amount: string) => `It was not paid: give ${amount} back`,
    unlisted: (reference: string) => `Reference ${reference}, on no list yet`,
    listed: (reference: string, day: string) => `Reference ${reference}, on a list since ${day}`,
    looking: (reference: string) =>
      `Reference ${reference}. We look first whether they had it in another way; in a minute or two it can stand on a list.`,
    held: "Say first, above, what was found in Shopify of theirs. Until then it stands on no list.",
    download: "Save the list to pay from",
    fileName: "payouts.csv",
    failed: "The list could not be saved. Try again in a minute.",
    columns: {
      name: "Name",
      email: "E-mail",
      amount: "Amount",
      currency: "Currency",
      reference: "Reference",
      approved: "You said yes on",
      listedBefore: "On a list since",
    },
  },
  paid: {
    title: "Paid in the last week",
    lead: "What you said by mistake can be taken back here: then it waits to be paid again.",
    known: (reference: string, day: string) => `Reference ${reference}, marked as paid on ${day}`,
    mistake: "That was a mistake",
    tookBack: (day: string) => `Somebody had said that it was paid, and took that back on ${day}.`,
  },
  way: {
    title: "On their way",
    lead: "Asked for, and being made in Shopify by themselves.",
    stands: {
      "being made": "It is being made.",
      unanswered: "Shopify has not answered for more than an hour. We keep asking; nothing is lost.",
      held: "Say first, above, what was found in Shopify of theirs. Until then it waits.",
    },
  },
  columns: { who: "Who", what: "What", known: "What is known", settle: "What to do" },
  since: (day: string) => `asked for on ${day}`,
  sure: { leave: "Leave it as it is" },
  erased: "Name erased",
  done: {
    settled: "Settled.",
    booked: "Counted. What it cost was taken, and what waited goes on.",
    "left alone": "Left alone. What waited goes on.",
    approved: "Done.",
    "approved already": "You had said yes already.",
    declined: "Their credit is theirs again.",
    "declined already": "Their credit had been given back already.",
    paid: "Marked as paid.",
    "waits to be paid": "It waits to be paid again, above.",
    "paid already": "It was marked as paid already.",
    "settled already": "It was marked as settled already.",
  } as Record<string, string>,
  /** Also told where the reward stood, which is gone by then. */
  gone: [
    "nothing to settle",
    "still takes part",
    "answered before",
    "not waiting",
    "not approved",
    "not paid",
    "paid long ago",
    "declined before",
    "given back before",
  ],
  problems: {
    "no answer": "No answer came, so it may have been done or not. Load the page again: what was done no longer stands here.",
    "signed out":
      "Shopify no longer knows that it is you, so nothing was done. Press once more; if it says so again, load the page in your Shopify admin.",
    "answered before": "This one was answered meanwhile.",
    "nobody's": "Whose it is takes no part here, so it can only be left alone.",
    "balance too low": "They have less than a moment ago, and too little for it. What you can do now stands here.",
    "balance changed": "What is theirs has changed meanwhile, so nothing was settled. The amount that stands here now is the right one.",
    "nothing to settle": "Nothing is theirs any more, so nothing was settled.",
    "still takes part": "They take part again and can take rewards, so nothing was settled.",
    held: "Something was found in Shopify that may be theirs already. Say first, under Rewards, what it is; nothing was settled.",
    "not waiting": "This one was settled meanwhile.",
    "being given back":
      "Somebody said before you that it goes back, and Shopify is being asked to take it back. It cannot become theirs any more.",
    "under way": "It goes back, but Shopify has not answered yet. We go on asking, and then the credit is theirs again.",
    "permission missing": "Shopify no longer allows us to send products. Open the settings, ask for it there, and say yes again.",
    "no address": "Your store has no address of them by now, so nothing was sent. It waits here until there is one.",
    "address changed":
      "Their address is not the one that stood here, so nothing was sent. Read the one that stands here now, and press again.",
    "declined before": "Somebody said no before you pressed, and their credit is theirs again.",
    "given back before":
      "Somebody gave the credit back before you pressed. If you have paid it, they have both: ask them to wish for the same amount once more, and say then that you have paid it.",
    "not approved": "This one was settled meanwhile.",
    "not paid": "Somebody took that back before you.",
    "paid long ago": "It was marked as paid more than a week ago, so it stays paid.",
    "was used": "It was used, so there is nothing to give back.",
    "was given": "Shopify shows that it was given, so its cost stays taken.",
    "try later": "Shopify could not be asked just now, and nothing was changed. Try again in a minute.",
    other: "This could not be done. Load the page again and try once more.",
  } as Record<string, string>,
};
