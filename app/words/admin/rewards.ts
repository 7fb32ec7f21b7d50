/** The words of the rewards that wait for the owner. */
export const rewardsWords = {
  bar: "Rewards to settle",
  title: (waiting: number) => (waiting === 1 ? "One reward waits for you" : `${waiting.toLocaleString("en")} rewards wait for you`),
  lead: "Nobody but you can know how these ended. One press settles each of them, and the books follow.",
  back: "Home",
  none: {
    title: "No reward waits for you",
    text: "When Shopify's answer stays unclear, the reward will stand here with one button for each way to settle it.",
    action: "Back to home",
  },
  columns: { who: "Who", what: "What", known: "What is known", settle: "Settle it" },
  code: (code: string) => `Code ${code}`,
  since: (day: string) => `asked for on ${day}`,
  usedOn: (order: string) => `Its code was used on order ${order}.`,
  haveIt: "They have it",
  giveBack: "Give the credit back",
  charge: "Take its cost again",
  forgive: "Let it be a present",
  settled: "Settled.",
  erased: "Name erased",
  problems: {
    "not waiting": "This one was settled meanwhile.",
    "was used": "Its code was used, so there is nothing to give back.",
    "try later": "Shopify could not be asked just now, and nothing was changed. Try again in a minute.",
    other: "This could not be done. Load the page again and try once more.",
  } as Record<string, string>,
};
