/** What a friend reads before and after an ambassador's page: its card in a chat, and the page between the button and the store. */
import type { Words } from "../words-for";

export const preview: Words["preview"] = {
  title: (name, shop, percent) => `${percent} Rabatt bei ${shop}, von ${name}`,
  text: (name, shop, shows, products) =>
    `${shows ? `Schau, was ${name} bei ${shop} mag.` : `${name} kauft bei ${shop} und gibt das hier weiter.`} ${name} bekommt ${products ? "Produkte" : "etwas"} von ${shop}, wenn jemand aus dem Freundeskreis kauft.`,
};

export const go: Words["go"] = {
  heading: "Dein Rabatt liegt bereit",
  text: "Gleich bist du im Laden. Falls nichts passiert, drück hier:",
  button: "Weiter zum Laden",
};
