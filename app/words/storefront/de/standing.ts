/** Where an ambassador stands, in one sentence; and their tier. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural, list, choice } = speech("de");

export const standing: Words["standing"] = {
  friends: (count) =>
    count === 0
      ? "Noch niemand hat über dich gekauft"
      : plural(count, { one: "# Person hat über dich gekauft", other: "# Leute haben über dich gekauft" }),
  yours: (amount) => `${amount} gehören dir`,
  owed: (amount) => `${amount} fehlen nach einer Rückgabe, die nächsten Verkäufe gleichen das aus`,
  waiting: (amount, until) => `${amount} warten noch${until ? ` bis zum ${until}` : ""}`,
  whole: (friends, amounts) => `${friends}; ${amounts.join(", ")}.`,
};

export const theirs: Words["theirs"] = {
  all: (amount) => `${amount} bleiben deins.`,
  andWaiting: (amount, waiting, until) =>
    `${amount} bleiben deins, und die wartenden ${waiting} werden${until ? ` bis zum ${until}` : ""} auch deins, wenn nichts zurückgeht.`,
  below: (amount) => `Nach einer Rückgabe steht dein Konto bei ${amount}.`,
  belowAndWaiting: (amount, waiting, until) =>
    `Nach einer Rückgabe steht dein Konto bei ${amount}; die wartenden ${waiting} gleichen das${until ? ` bis zum ${until}` : ""} zuerst aus.`,
};

export const asAmount: Words["asAmount"] = { "store credit": "als Guthaben", "gift card": "als Geschenkgutschein", cash: "als Geld" };

export const thanks: Words["thanks"] = {
  products: "in Produkten deiner Wahl",
  cash: (friends) => plural(friends, { one: "als Geld, sobald jemand gekauft hat", other: "als Geld, sobald # Leute gekauft haben" }),
};

export const conditions: Words["conditions"] = {
  firstOrder: "Von jeder Person zählt nur die erste Bestellung hier.",
  least: (amount) => `Eine Bestellung zählt, wenn Waren für mindestens ${amount} darin sind.`,
  perFriend: (orders) =>
    plural(orders, { one: "Von jeder Person zählt eine Bestellung.", other: "Von jeder Person zählen # Bestellungen." }),
  places: (places) => `Es zählen Bestellungen ${choice(places)}.`,
  place: {
    "online store": "im Onlineshop",
    "point of sale": "an der Kasse im Laden selbst",
    "draft orders": "direkt beim Laden, am Telefon oder schriftlich",
    other: "auf einem anderen Weg, auf dem der Laden verkauft",
  },
};

export const tiers: Words["tiers"] = {
  heading: "Wo du stehst",
  is: {
    friend: (percent, firstOnly) =>
      `Du gehörst zum Freundeskreis: Du bekommst ${percent} von dem, was andere ${firstOnly ? "bei ihrer ersten Bestellung " : ""}über dich kaufen.`,
    insider: (percent, firstOnly) =>
      `Du gehörst zum engsten Kreis: Du bekommst ${percent} von dem, was andere ${firstOnly ? "bei ihrer ersten Bestellung " : ""}über dich kaufen.`,
    icon: (percent, firstOnly) =>
      `Du bist eine Ikone: Du bekommst ${percent} von dem, was andere ${firstOnly ? "bei ihrer ersten Bestellung " : ""}über dich kaufen.`,
  },
  next: {
    insider: (more) =>
      plural(more, {
        one: "Noch eine Person, und du gehörst zum engsten Kreis.",
        other: "Noch # Leute, und du gehörst zum engsten Kreis.",
      }),
    icon: (more) => plural(more, { one: "Noch eine Person, und du bist eine Ikone.", other: "Noch # Leute, und du bist eine Ikone." }),
  },
  gains: {
    credit: (percent, before) => `${percent} statt ${before}`,
    firstChoice: "bei Neuem die erste Wahl",
    cash: "auf Wunsch Geld",
  },
  brings: (gains) => `Das bringt dir ${list(gains)}.`,
  bringsThanks: "So zeigen wir dir, dass wir es gemerkt haben.",
};
