/** Choosing a code and a name: what is wrong with one, how a code stands, and what may be said with it. */
import { LONGEST_NAME } from "~/domain/ambassador/ambassador";
import { LONGEST_CODE, SHORTEST_CODE } from "~/domain/code/code";
import { speech } from "../speech";
import type { Words } from "../words-for";

const { list } = speech("fr");

export const codeFaults: Words["codeFaults"] = {
  "too short": `Il faut au moins ${SHORTEST_CODE} lettres ou chiffres dans un code.`,
  "too long": `Un code a ${LONGEST_CODE} lettres et chiffres au plus, pour qu'on puisse le retenir.`,
  characters: "Prenez les lettres de A à Z, des chiffres et des traits d'union.",
  hyphens: "Un trait d'union se met entre deux mots ou nombres, comme dans MAXINE-CAFE.",
  "no letter": "Mettez-y au moins une lettre, pour qu'il vous ressemble.",
  rude: "Ce mot pourrait blesser quelqu'un. Prenez-en un autre.",
  reserved: "Celui-ci ressemble à un code de la boutique elle-même. Avec votre prénom dedans, c'est parfait.",
};

export const nameFaults: Words["nameFaults"] = {
  missing: "Dites-nous le nom sous lequel vos proches vous connaissent.",
  "too long": `Choisissez un nom plus court, ${LONGEST_NAME} lettres au plus.`,
  characters: "Seulement des lettres, des espaces et des traits d'union, comme dans Anne-Marie.",
};

export const codeTaken: Words["codeTaken"] = (code, ideas) => `${code} est déjà pris. Encore libres : ${list(ideas)}.`;

export const codeEnded: Words["codeEnded"] = (code, ideas) =>
  `${code} était le vôtre. Il ne marche plus, et un code terminé ne revient pas. Encore libres : ${list(ideas)}.`;

export const codeStates: Words["codeStates"] = {
  live: "Vos proches peuvent l'utiliser dès maintenant.",
  waiting: "Il est en préparation, encore quelques minutes.",
  refused: "La boutique utilise déjà celui-ci. Choisissez-en un autre.",
  retired: "Il ne compte plus pour vous.",
};

export const codeOld: Words["codeOld"] = (until) =>
  `Votre ancien code. Il marche encore jusqu'au ${until}, et ces commandes comptent pour vous.`;

/** An ambassador's own words to a friend: "tu". */
export const captions: Words["captions"] = (shop, code, percent, products) => [
  `Publicité : ${percent} de réduction chez ${shop} avec mon code ${code}.`,
  `Publicité : je reçois ${products ? "des produits" : "quelque chose"} de ${shop} quand tu achètes avec mon code ${code}, et toi, tu as ${percent} de réduction.`,
];
