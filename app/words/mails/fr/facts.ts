/** What the merge fields say: of each fact the words or the whole sentence it makes. */
import { asAmount } from "~/words/storefront/fr/standing";
import { speech } from "~/words/storefront/speech";
import type { MailWords } from "../words-for";

const { plural, list, choice } = speech("fr");

/** "de mars", and "d'avril" where a vowel begins. */
const ofMonth = (month: string): string => (/^[aâeéiouy]/i.test(month) ? `d'${month}` : `de ${month}`);

export const reasons: MailWords["reasons"] = {
  since: (month) => `Vous êtes des nôtres depuis ${month}.`,
  comesBack: "Vous nous revenez, encore et encore.",
  chosen: "Vous faites partie des personnes que nous aimons le plus voir chez nous.",
};

export const tiers: MailWords["tiers"] = { friend: "du cercle d'amis", insider: "du premier cercle", icon: "une icône" };

export const gains: MailWords["gains"] = {
  credit: (percent) => `${percent} de ce que vos proches achètent`,
  firstChoice: "le premier choix parmi les nouveautés",
  cash: "de l'argent, si vous préférez",
  brings: (parts) => `Cela vous apporte ${list(parts)}.`,
};

export const oldCode: MailWords["oldCode"] = (code) => `L'ancien, ${code}, ne compte plus pour vous.`;

export const waiting: MailWords["waiting"] = {
  all: (until) =>
    `Ce qui est en attente sera à vous ${until ? `au plus tard le ${until}` : "quelques jours après le départ des colis"}, si rien n'est rendu.`,
  yours: "Elle est déjà à vous, pour ce que vous préférez ici.",
  until: (day) =>
    `Cette somme attend jusqu'au ${day}, au cas où quelque chose serait rendu ; ensuite elle est à vous, pour ce que vous préférez ici.`,
  untilSent:
    "Cette somme attend encore quelques jours après le départ du colis, au cas où quelque chose serait rendu ; ensuite elle est à vous, pour ce que vous préférez ici.",
};

export const next: MailWords["next"] = {
  lacks: (amount, title) => `Encore ${amount}, et « ${title} » est à vous.`,
  within: (title) => `« ${title} » est à portée de main : il est à vous quand vous voulez.`,
  as: asAmount,
  amountLacks: (amount, ways) => `Encore ${amount}, et vous pourrez prendre cette somme ${choice(ways)}.`,
  amountWithin: (amount, ways) => `Vous pouvez prendre vos ${amount} dès maintenant, ${choice(ways)}.`,
};

export const months: MailWords["months"] = {
  sold: (month, friends, brought) =>
    `En ${month}, ${plural(friends, { one: "# personne a acheté", other: "# personnes ont acheté" })} avec votre code${brought ? `, ce qui vous apporte ${brought}` : ""}.`,
  visited: (month, visits) =>
    `En ${month}, votre page a été ouverte ${plural(visits, { one: "# fois", other: "# fois" })} ; personne n'a encore acheté, et c'est ainsi que cela commence.`,
  quiet: (month) => `Le mois ${ofMonth(month)} a été calme : personne n'est venu par votre lien. Cela arrive à tout le monde.`,
};

export const ideas: MailWords["ideas"] = [
  "racontez à quelqu'un comment vous avez trouvé ce que vous utilisez le plus.",
  "mettez votre lien sous une photo de l'objet en usage, tel quel.",
  "demandez à quelqu'un ce qu'il lui faut, et dites franchement si nous l'avons.",
  "montrez la chose que vous achèteriez de nouveau demain.",
  "prêtez la vôtre à quelqu'un avant sa décision.",
  "écrivez deux lignes sur ce qui fut une surprise, en bien ou en mal.",
];

export const kept: MailWords["kept"] = (amount) => `Vos ${amount} restent à vous : écrivez à la boutique, elle règle cela avec vous.`;
