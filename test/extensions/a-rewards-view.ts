/** What the app answers to the extension in the customer account, in a test: somebody's whole page. */
import type { FormField, RewardsAnswer, RewardsView } from "~/account/answers";

const field = (name: string, label: string, value: string): FormField => ({ name, label, value, help: null, problem: null, maxLength: 60 });

export const view: RewardsView = {
  greeting: "Hello Mia",
  standing: "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December.",
  paused: null,
  ended: null,
  making: false,
  next: {
    title: "Mug",
    sentence: "£3.60 to go for the Mug",
    progressPercent: 70,
    progressLabel: "How much of the Mug is yours",
    imageUrl: null,
  },
  share: {
    codes: [{ code: "MIA15", live: true, toShare: true, sentence: "Your friends can use it now." }],
    link: {
      url: "https://shop.example/apps/regulars/mia",
      text: "shop.example/apps/regulars/mia",
      help: "It leads to your page.",
      qrLabel: "Opens MIA15",
      qrHelp: "Point a phone at it.",
    },
    ways: [
      { label: "WhatsApp", url: "https://wa.me/?text=%23ad" },
      { label: "E-mail", url: "mailto:?body=%23ad" },
    ],
    captionsHelp: "They begin with #ad.",
    captions: ["#ad 15% off with MIA15. https://shop.example/apps/regulars/mia"],
    noCode: "Soon.",
  },
  tier: "You are a friend.",
  orders: Array.from({ length: 10 }, (_, at) => ({
    ...{
      orderName: `#10${at}`,
      placedOn: `${at + 1} November`,
      verdict: "Counts",
      sentence: "A friend used your code.",
      credit: "£4.20 is yours",
    },
  })),
  noOrders: "Nothing yet.",
  moreOrders: null,
  takenTotal: "£5.00 in all",
  taken: [
    {
      rewardId: "r1",
      title: "Tea",
      price: "£5.00",
      code: "GIFT-1",
      link: "https://shop.example/discount/GIFT-1",
      sentence: "Put it in your cart.",
    },
  ],
  shelf: {
    help: "You have £8.40 to spend here.",
    items: [
      {
        ...{ variantId: "11", title: "Mug", price: "£8.00", priceMinor: "800", imageUrl: null, note: null },
        ways: [
          {
            kind: "product code",
            take: "Take this",
            confirm: "Take the Mug for £8.00 of your £8.40? You pay delivery.",
            requestKey: "key-code",
          },
          { kind: "product sent", take: "Have it sent", requestKey: "key-where" },
        ],
        whereTo: null,
      },
      {
        variantId: "12",
        title: "Kettle",
        price: "£40.00",
        priceMinor: "4000",
        imageUrl: null,
        note: "£31.60 to go",
        ways: [],
        whereTo: null,
      },
    ],
  },
  amounts: [
    {
      kind: "gift card",
      title: "A gift card",
      text: "A code.",
      howMuch: "How much?",
      button: "Yes, make it",
      notYet: null,
      requestKey: "key-card",
    },
    { kind: "cash", title: "Money", text: "", howMuch: "", button: "", notYet: "Money: from £20.00 on.", requestKey: "key-cash" },
  ],
  yours: {
    heading: "Yours to change",
    ownPage: {
      title: "What friends see",
      words: field("words", "A few words", "My morning."),
      favourites: {
        name: "favourite",
        label: "What you love",
        help: "Tick what they see first.",
        problem: null,
        items: [
          { productId: "71", title: "Mug", imageUrl: null, chosen: true },
          { productId: "72", title: "Pot", imageUrl: null, chosen: false },
        ],
      },
      save: "Save my page",
      requestKey: "key-own-page",
    },
    code: {
      title: "Change my code",
      text: "The old one works for 30 more days.",
      field: field("code", "Your new code", ""),
      answer: { free: true, sentence: "Free just now:", ideas: ["MIA-TEA", "MIA20"] },
      button: "Take this code",
      requestKey: "key-code-change",
    },
    profile: {
      title: "About you",
      help: "Only the store sees it.",
      told: ["mia (Instagram): about 4 of a hundred."],
      follow: "Where people follow you",
      rate: "We work it out.",
      another: "Add another place",
      lines: [1, 2].map((line) => ({
        network: {
          name: `network-${line}`,
          label: "Where",
          value: "Instagram",
          choices: [
            { value: "Instagram", label: "Instagram" },
            { value: "a blog", label: "A blog" },
          ],
        },
        texts: [field(`handle-${line}`, "Your name there", line === 1 ? "mia" : ""), field(`followers-${line}`, "Followers", "")],
      })),
      topics: field("topics", "What you talk about", "tea"),
      region: field("region", "Where you are", ""),
      save: "Save about me",
      requestKey: "key-profile",
    },
    pause: { title: "Have a break", text: "Your page says so.", button: "Take a break", requestKey: "key-pause" },
  },
  smallPrint: [{ text: "Your friends get 15% off." }],
  leave: { text: "Your page closes at once.", requestKey: "key-leave" },
};
export const page = (more: Partial<RewardsView> = {}, said: Extract<RewardsAnswer, { outcome: "page" }>["said"] = null): RewardsAnswer => ({
  outcome: "page",
  said,
  view: { ...view, ...more },
});
