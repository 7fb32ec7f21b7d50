/** What a friend reads before and after an ambassador's page: its card in a chat, and the page between the button and the store. */
import type { Words } from "../words-for";

export const preview: Words["preview"] = {
  title: (name, shop, percent) => `${percent} de réduction chez ${shop}, de la part de ${name}`,
  text: (name, shop, shows, products) =>
    `${shows ? `Voyez ce que ${name} aime chez ${shop}.` : `${name} achète chez ${shop}, et ceci est pour ses proches.`} ${name} reçoit ${products ? "des produits" : "quelque chose"} de ${shop} quand ses proches achètent.`,
};

export const go: Words["go"] = {
  heading: "Votre réduction est prête",
  text: "Vous voilà en route vers la boutique. Si rien ne se passe, appuyez ici :",
  button: "Aller à la boutique",
};
