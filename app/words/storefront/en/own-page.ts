/** What is read where ambassadors choose a code, tell of themselves and change what is theirs, in English. */
import type { Network, ProfileProblem } from "~/domain/ambassador/profile";
import { speech } from "../speech";

const { number, plural } = speech("en");

export const chooseCode = {
  help: "Easy to say: 4 to 20 letters and digits.",
  ideas: "Free just now:",
  free: (code: string) => `${code} is free.`,
  oldCode: (code: string) => `${code} is your old code and still works. You can have it back.`,
};

export const profile = {
  follow: "Where people follow you",
  rate: "If you add how many likes and comments a usual post gets, we work out how many of a hundred followers take part: likes and comments together, divided by followers.",
  another: "Add another place",
  network: "Where",
  networks: {
    Instagram: "Instagram",
    TikTok: "TikTok",
    YouTube: "YouTube",
    Facebook: "Facebook",
    Pinterest: "Pinterest",
    Threads: "Threads",
    "a blog": "A blog",
    elsewhere: "Somewhere else",
  } satisfies Record<Network, string>,
  handle: "Your name there",
  followers: "Followers",
  likes: "Likes of a post",
  comments: "Comments of a post",
  topics: "What you like to talk about",
  topicsHelp: "Up to five things, with commas between them.",
  region: "Where you are",
  /** @param ofHundred whole followers; null: fewer than one, but some */
  told: (handle: string, network: string, ofHundred: number | null, percent: string) =>
    `${handle} (${network}): by your own numbers ${ofHundred === null ? "fewer than one" : `about ${number(ofHundred)}`} of a hundred followers take part, ${percent}.`,
  problem: ({ field, problem }: ProfileProblem): string => {
    if (field === "handle") return problem === "missing" ? "What is your name there?" : "Just your name there, please, as in @maxine.";
    if (field === "topics")
      return problem === "too many" ? "Five things are enough. Which are the ones you like best?" : "A word or two each, please.";
    return field === "region" ? "A town or region is enough." : "Just a number here, please, like 1200.";
  },
};

export const yours = {
  heading: "Yours to change",
  page: "What friends see on your page",
  words: "A few words of yours",
  wordsHelp: "Why you like it here, in your own way. They stand on your page under your name.",
  favourites: (most: number) => `What you love, up to ${["none", "one", "two", "three"][most]}`,
  favouritesHelp: "Your friends see what you tick, and nothing else you have bought. Tick nothing, and your page shows no products.",
  nothingShown: (most: number) =>
    `Your page shows none of the things you bought: that is yours to say. If you like, show your friends up to ${["none", "one", "two", "three"][most]} you love.`,
  profile: "About you",
  profileHelp: (shop: string) => `Only ${shop} sees it, and nobody checks the numbers. Fill in as much as you like.`,
  save: "Save",
  showMe: "Show me",
};

export const pause = {
  title: "Take a break",
  text: "Your page for friends then says that you're taking a break, and gives nothing out. Friends who have your code or came by your link before keep their discount, and their orders still count for you. You can go on whenever you like.",
  button: "Take a break",
  since: (day: string) =>
    `You're taking a break since ${day}. Your page for friends says so. Friends who have your code already keep their discount, and their orders count for you.`,
  goOn: "Go on",
};

export const changeCode = {
  title: "Change my code",
  text: (days: number) =>
    `Your page keeps its address. Friends may use the old code for ${plural(days, { one: "# more day", other: "# more days" })}, and those orders count for you; after that the checkout takes only the new one.`,
  label: "Your new code",
  button: "Take this code",
};

/** What is wrong with what they chose for their page, beside its field. */
export const ownPageProblems = {
  "too long": "That is a little long for your page. Two or three sentences are read by most.",
  "a link": "No links or addresses here, please: your friends are in the right place already.",
  "too many favourites": "Three fit on your page. Which ones do you like best?",
  "favourite unknown": "One of them can't be bought any more. Please look again.",
};

const LOOK_AGAIN = "One thing needs another look. What you typed is still here.";

/** On top of the page; what is wrong stands beside its field. */
export const lookAgain = {
  "code taken": LOOK_AGAIN,
  "code ended": LOOK_AGAIN,
  "code refused": LOOK_AGAIN,
  "words refused": LOOK_AGAIN,
  "too many favourites": LOOK_AGAIN,
  "favourite unknown": LOOK_AGAIN,
  "profile refused": LOOK_AGAIN,
};
