/** Where an ambassador stands, in one sentence; and their tier. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural, list, choice } = speech("fr");

export const standing: Words["standing"] = {
  friends: (count) =>
    count === 0
      ? "Personne n'a encore acheté grâce à vous"
      : plural(count, { one: "# personne a acheté grâce à vous", other: "# personnes ont acheté grâce à vous" }),
  yours: (amount) => `${amount} sont à vous`,
  owed: (amount) => `il manque ${amount} après un retour, les prochaines ventes y remédient`,
  waiting: (amount, until) => `${amount} en attente${until ? ` jusqu'au ${until}` : ""}`,
  whole: (friends, amounts) => `${friends} ; ${amounts.join(", ")}.`,
};

export const theirs: Words["theirs"] = {
  all: (amount) => `${amount} restent à vous.`,
  andWaiting: (amount, waiting, until) =>
    `${amount} restent à vous, et les ${waiting} en attente le seront aussi${until ? ` au plus tard le ${until}` : ""}, si rien n'est retourné.`,
  below: (amount) => `Après un retour, votre compte est à ${amount}.`,
  belowAndWaiting: (amount, waiting, until) =>
    `Après un retour, votre compte est à ${amount} ; les ${waiting} en attente comblent cela d'abord${until ? `, au plus tard le ${until}` : ""}.`,
};

export const asAmount: Words["asAmount"] = { "store credit": "en avoir", "gift card": "en carte cadeau", cash: "en argent" };

export const thanks: Words["thanks"] = {
  products: "en produits de votre choix",
  cash: (friends) => plural(friends, { one: "en argent, dès que # personne a acheté", other: "en argent, dès que # personnes ont acheté" }),
};

export const conditions: Words["conditions"] = {
  firstOrder: "De chaque personne, seule la première commande ici compte.",
  least: (amount) => `Une commande compte si elle contient des produits pour ${amount} ou plus.`,
  perFriend: (orders) =>
    plural(orders, { one: "De chaque personne, # commande compte.", other: "De chaque personne, # commandes comptent." }),
  places: (places) => `Les commandes comptent quand elles sont passées ${choice(places)}.`,
  place: {
    "online store": "dans la boutique en ligne",
    "point of sale": "à la caisse du magasin",
    "draft orders": "directement auprès de la boutique, par téléphone ou par écrit",
    other: "par une autre voie où la boutique vend",
  },
};

export const tiers: Words["tiers"] = {
  heading: "Où vous en êtes",
  is: {
    friend: (percent, firstOnly) =>
      `Vous êtes du cercle d'amis : vous recevez ${percent} de ce que vos proches paient${firstOnly ? " pour leur première commande" : ""}.`,
    insider: (percent, firstOnly) =>
      `Vous êtes du premier cercle : vous recevez ${percent} de ce que vos proches paient${firstOnly ? " pour leur première commande" : ""}.`,
    icon: (percent, firstOnly) =>
      `Vous êtes une icône : vous recevez ${percent} de ce que vos proches paient${firstOnly ? " pour leur première commande" : ""}.`,
  },
  next: {
    insider: (more) =>
      plural(more, {
        one: "Encore # personne, et vous êtes du premier cercle.",
        other: "Encore # personnes, et vous êtes du premier cercle.",
      }),
    icon: (more) =>
      plural(more, { one: "Encore # personne, et vous êtes une icône.", other: "Encore # personnes, et vous êtes une icône." }),
  },
  gains: {
    credit: (percent, before) => `${percent} au lieu de ${before}`,
    firstChoice: "le premier choix parmi les nouveautés",
    cash: "de l'argent, si vous préférez",
  },
  brings: (gains) => `Cela vous apporte ${list(gains)}.`,
  bringsThanks: "C'est notre façon de dire que nous l'avons remarqué.",
};
