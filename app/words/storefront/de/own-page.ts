/** What is read where ambassadors choose a code, tell of themselves and change what is theirs. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("de");

export const chooseCode: Words["chooseCode"] = {
  help: "Leicht zu sagen: 4 bis 20 Buchstaben und Ziffern.",
  ideas: "Gerade frei:",
  free: (code) => `${code} ist frei.`,
  oldCode: (code) => `${code} ist dein alter Code und gilt noch. Du kannst ihn zurückhaben.`,
};

export const profile: Words["profile"] = {
  follow: "Wo man dir folgt",
  rate: "Wenn du dazuschreibst, wie viele Likes und Kommentare ein normaler Beitrag bekommt, rechnen wir aus, wie viele von hundert Leuten mitmachen: Likes und Kommentare zusammen, geteilt durch alle, die dir folgen.",
  another: "Noch ein Ort",
  network: "Wo",
  networks: {
    Instagram: "Instagram",
    TikTok: "TikTok",
    YouTube: "YouTube",
    Facebook: "Facebook",
    Pinterest: "Pinterest",
    Threads: "Threads",
    "a blog": "Ein Blog",
    elsewhere: "Woanders",
  },
  handle: "Dein Name dort",
  followers: "Leute, die dir folgen",
  likes: "Likes je Beitrag",
  comments: "Kommentare je Beitrag",
  topics: "Worüber du gern sprichst",
  topicsHelp: "Bis zu fünf Dinge, mit Komma dazwischen.",
  region: "Wo du lebst",
  told: (handle, network, ofHundred, percent) => {
    const many = ofHundred === null ? "weniger als eine Person" : `etwa ${plural(ofHundred, { one: "eine Person", other: "# Leute" })}`;
    return `${handle} (${network}): Nach deinen eigenen Zahlen ${ofHundred === null || ofHundred === 1 ? "macht" : "machen"} ${many} von hundert mit, ${percent}.`;
  },
  problem: ({ field, problem }) => {
    if (field === "handle") return problem === "missing" ? "Wie heißt du dort?" : "Bitte nur deinen Namen dort, so wie @maxine.";
    if (field === "topics")
      return problem === "too many" ? "Fünf Dinge reichen. Welche magst du am liebsten?" : "Bitte nur ein, zwei Wörter für jedes.";
    return field === "region" ? "Eine Stadt oder Gegend reicht." : "Bitte nur eine Zahl, so wie 1200.";
  },
};

export const yours: Words["yours"] = {
  heading: "Was du ändern kannst",
  page: "Was man auf deiner Seite sieht",
  words: "Ein paar Worte von dir",
  wordsHelp: "Warum du gern hier bist, in deinen Worten. Sie stehen auf deiner Seite unter deinem Namen.",
  favourites: (most) => `Was du liebst, bis zu ${["kein", "ein", "zwei", "drei"][most]} Dinge`,
  favouritesHelp:
    "Man sieht, woran du einen Haken setzt, und sonst nichts, was du gekauft hast. Ohne Haken zeigt deine Seite keine Produkte.",
  nothingShown: (most) =>
    `Deine Seite zeigt nichts von dem, was du gekauft hast: Das entscheidest du. Wenn du magst, zeig bis zu ${["null", "ein", "zwei", "drei"][most]} Dinge, die du liebst.`,
  profile: "Über dich",
  profileHelp: (shop) => `Nur ${shop} sieht das, und niemand prüft die Zahlen. Füll aus, so viel du magst.`,
  save: "Speichern",
  showMe: "Zeig mir, wo",
};

export const pause: Words["pause"] = {
  title: "Pause machen",
  text: "Auf deiner Seite steht dann, dass du gerade Pause machst, und sie gibt nichts aus. Wer deinen Code schon hat oder vorher über deinen Link kam, behält den Rabatt, und diese Bestellungen zählen weiter für dich. Du kannst jederzeit weitermachen.",
  button: "Pause machen",
  since: (day) =>
    `Du machst Pause seit dem ${day}. Auf deiner Seite steht das auch. Wer deinen Code schon hat, behält den Rabatt, und diese Bestellungen zählen für dich.`,
  goOn: "Weitermachen",
};

export const changeCode: Words["changeCode"] = {
  title: "Meinen Code ändern",
  text: (days) =>
    `Deine Seite behält ihre Adresse. Der alte Code gilt noch ${plural(days, { one: "# Tag", other: "# Tage" })}, und diese Bestellungen zählen für dich; danach nimmt die Kasse nur noch den neuen.`,
  label: "Dein neuer Code",
  button: "Diesen Code nehmen",
};

export const ownPageProblems: Words["ownPageProblems"] = {
  "too long": "Das ist etwas lang für deine Seite. Zwei, drei Sätze werden am liebsten gelesen.",
  "a link": "Bitte keine Links oder Adressen: Wer das liest, ist hier schon richtig.",
  "too many favourites": "Drei passen auf deine Seite. Welche magst du am liebsten?",
  "favourite unknown": "Eines davon gibt es nicht mehr zu kaufen. Bitte schau noch einmal.",
};

const LOOK_AGAIN = "Etwas stimmt noch nicht ganz. Was du geschrieben hast, steht noch da.";

export const lookAgain: Words["lookAgain"] = {
  "code taken": LOOK_AGAIN,
  "code ended": LOOK_AGAIN,
  "code refused": LOOK_AGAIN,
  "words refused": LOOK_AGAIN,
  "too many favourites": LOOK_AGAIN,
  "favourite unknown": LOOK_AGAIN,
  "profile refused": LOOK_AGAIN,
};
