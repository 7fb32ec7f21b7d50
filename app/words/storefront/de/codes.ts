/** Choosing a code and a name: what is wrong with one, how a code stands, and what may be said with it. */
import { LONGEST_NAME } from "~/domain/ambassador/ambassador";
import { LONGEST_CODE, SHORTEST_CODE } from "~/domain/code/code";
import { speech } from "../speech";
import type { Words } from "../words-for";

const { choice } = speech("de");

export const codeFaults: Words["codeFaults"] = {
  "too short": `Ein Code braucht mindestens ${SHORTEST_CODE} Buchstaben oder Ziffern.`,
  "too long": `Ein Code hat höchstens ${LONGEST_CODE} Buchstaben und Ziffern, damit man ihn sich merken kann.`,
  characters: "Bitte nimm die Buchstaben A bis Z, Ziffern und Bindestriche.",
  hyphens: "Ein Bindestrich steht zwischen zwei Wörtern oder Zahlen, wie in MAXINE-TEE.",
  "no letter": "Bitte nimm mindestens einen Buchstaben dazu, damit er nach dir klingt.",
  rude: "Dieses Wort könnte jemandem wehtun. Bitte nimm ein anderes.",
  reserved: "Das sieht aus wie ein Code vom Laden selbst. Am besten passt dein Name hinein.",
};

export const nameFaults: Words["nameFaults"] = {
  missing: "Sag uns den Namen, unter dem man dich kennt.",
  "too long": `Bitte nimm einen kürzeren Namen, höchstens ${LONGEST_NAME} Buchstaben.`,
  characters: "Bitte nimm nur Buchstaben, Leerzeichen und Bindestriche, wie in Anna-Maria.",
};

export const codeTaken: Words["codeTaken"] = (code, ideas) => `${code} ist schon vergeben. Frei: ${choice(ideas)}.`;

export const codeEnded: Words["codeEnded"] = (code, ideas) =>
  `${code} war deiner. Er ist abgelaufen, und zurück kommt er nicht. Frei: ${choice(ideas)}.`;

export const codeStates: Words["codeStates"] = {
  live: "Dein Freundeskreis kann ihn jetzt benutzen.",
  waiting: "Er wird gerade angelegt, das dauert ein paar Minuten.",
  refused: "Der Laden benutzt diesen schon. Bitte nimm einen anderen.",
  retired: "Er zählt nicht mehr für dich.",
};

export const codeOld: Words["codeOld"] = (until) =>
  `Dein alter Code. Er gilt noch bis zum ${until}, und diese Bestellungen zählen für dich.`;

export const captions: Words["captions"] = (shop, code, percent, products) => [
  `Werbung: ${percent} Rabatt bei ${shop} mit meinem Code ${code}.`,
  `Werbung: Ich bekomme ${products ? "Produkte" : "etwas"} von ${shop}, wenn du mit meinem Code ${code} kaufst, und du bekommst ${percent} Rabatt.`,
];
