/** The home page's words. */
import { plural } from "./numbers";

export const homeWords = {
  bar: "Home",
  welcome: (store: string) => `Welcome, ${store}`,
  checklist: { title: "Five steps to your first friend's order", done: "Done", next: "Next", go: "Go" },
  read: {
    title: "Let's read your order history",
    text: "Your best people are in it already. We read orders, customers and products; nothing in your store is changed, and nobody is written to.",
    action: "Read my order history",
  },
  horizon: {
    whole: "Shopify lets us read your whole history.",
    days: (days: number) =>
      `Shopify lets us see ${days} days of orders until it grants read_all_orders. That is enough to begin; older orders come in once it is granted.`,
  },
  progress: {
    title: "Reading your order history",
    leave: "You can leave this page. It goes on without you.",
    asking: "Asking Shopify for your orders …",
    preparing: (objects: string) => `Shopify is putting your history together: ${objects} records so far.`,
    reading: (orders: string, lines: string) => `${orders} orders read, with ${lines} products in them.`,
    ranking: (orders: string) => `All ${orders} orders are read. Working out who your regulars are …`,
    products: (products: string) => `${products} products read.`,
    stopped: "You stopped it here. What was read stays.",
    failed: "The reading stopped before its end.",
    partial: "Shopify gave us only part of it.",
    noOrders: "Your store has no orders yet that we could learn from. Come back after the first ones; we'll look again every night.",
    noneCount:
      "We read your orders, but none of them counts yet: all are tests, cancelled, or without a customer. We'll look again every night.",
    refused: (lines: string) => `${lines} could not be read and ${lines === "1 record" ? "was" : "were"} left out:`,
    refusedLine: (line: string, reason: string) => `Record ${line}: ${reason}`,
    stop: "Stop",
    resume: "Go on reading",
    again: "Start again",
    label: "How much of your history has been read",
  },
  products: {
    title: "Your products",
    failed: "Shopify could not give us all your products, so ambassadors see the shelf as it was. We try again every day.",
    stopped: "You stopped reading your products. The shelf stays as it is until they are read.",
    again: "Read them now",
  },
  mined: {
    title: (people: number, share: string) =>
      people === 1 ? `1 person holds ${share} of your sales` : `${people.toLocaleString("en")} power buyers hold ${share} of your sales`,
    text: "These are people who come back by themselves. Here are the first five, and why each is on the list.",
    action: "See them",
    ranked: (orders: string, buyers: string, since: string) => `From ${orders} orders of ${buyers} buyers since ${since}.`,
  },
  later: {
    plotTitle: "What friends bought, and what it cost you, week by week",
    plotSummary: (first: string, last: string, sales: string, cost: string) =>
      `From ${first} to ${last} friends bought for ${sales}; rewards cost ${cost}.`,
    sales: "Friends bought for",
    cost: "It cost you",
    yName: "A week's total",
    xName: "Week beginning",
    week: "Week beginning",
    orders: "Orders",
    costIs: "What it cost is what the rewards taken cost you to buy or make.",
    costAtPrice: (amount: string) =>
      `For ${amount} of it we know only the selling price; add the cost per item to those products in Shopify and this gets sharper.`,
    promised: (amount: string) => `${amount} more may still be asked for as rewards.`,
    books: "See the books",
  },
  counts: {
    title: "Where everybody is",
    invited: (people: number) => `${plural(people, "person", "people")} invited`,
    heldOut: "waiting by lot, to compare",
    ambassadors: (people: number) => plural(people, "ambassador", "ambassadors"),
    friendOrders: (orders: number) => `${plural(orders, "order", "orders")} by friends`,
  },
  ended: {
    title: (day: string) => `Your programme ended on ${day}`,
    text: "No order counts since, nobody can join, and the friends' discount is off. What your ambassadors have stays theirs to take.",
    action: "Let it go on, in the settings",
  },
  needs: { title: "Needs you", none: "Nothing needs you today." },
  status: {
    title: "How things stand",
    states: { working: "Working", "under way": "Under way", stuck: "Needs a look", "not yet": "Not yet", off: "Off" },
    history: (since: string | null) => (since ? `Order history since ${since}` : "Order history"),
    discount: "Friends' discount in Shopify",
    checks: (day: string | null) => (day ? `Compared with Shopify, last on ${day}` : "Compared with Shopify"),
    seeChecks: "See the checks",
    clicks: (pressed: string, atCheckout: string | null, ordered: string, days: number) =>
      atCheckout === null
        ? `Visits by link in ${days} days: ${pressed}, ${ordered} ordered`
        : `Visits by link in ${days} days: ${pressed}, ${atCheckout} seen at the checkout, ${ordered} ordered`,
    codes: (ready: number) => `Single-use codes for links: ${ready.toLocaleString("en")} ready`,
    codesOff: "Single-use codes for links",
    mail: (sent: number, waiting: number) =>
      waiting > 0 ? `Invitations: ${sent} sent, ${waiting} on their way` : `Invitations: ${sent} sent`,
  },
  notUnderstood: "We could not tell which button was pressed. Reload the page and try again.",
};
