/** The statement: what moved on an ambassador's account, and the spreadsheet of it. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("fr");

export const statement: Words["statement"] = {
  link: "Voir tous les mouvements",
  heading: (name) => `${name}, voici tous les mouvements`,
  signedOut: "Les mouvements de votre compte",
  days: "D'autres jours",
  from: "Premier jour",
  last: "Dernier jour",
  show: "Afficher ces jours",
  span: (from, last) => {
    if (from && last) return from === last ? `Le ${from}.` : `Du ${from} au ${last}.`;
    if (from) return `Depuis le ${from}.`;
    return last ? `Jusqu'au ${last}.` : "De votre premier jour à maintenant.";
  },
  movements: (total) => (total === 0 ? "Rien n'a bougé ces jours-là" : plural(total, { one: "# mouvement", other: "# mouvements" })),
  opening: "Au début",
  closing: "À la fin",
  balance: (pending, earned, redeemed) => `${pending} en attente, ${earned} à vous, ${redeemed} pris en récompenses.`,
  waiting: "en attente",
  yours: "à vous",
  taken: "pris",
  page: (page, pages) => `Page ${page} sur ${pages}`,
  earlier: "Plus tôt",
  later: "Plus tard",
  download: "Enregistrer en tableau (CSV)",
  back: "Retour à ma page",
  everything: "Tout afficher",
  problemHeading: "Nous ne connaissons pas ces jours",
  problems: {
    "no day": "L'un d'eux n'est dans aucun calendrier. Choisissez-le dans le calendrier, ou écrivez-le comme 2026-11-30.",
    backwards: "Le dernier jour vient avant le premier. Échangez-les et réessayez.",
  },
  fileName: "mon-releve.csv",
  csv: {
    columns: {
      day: "Jour",
      person: "Nom",
      what: "Ce qui s'est passé",
      source: "Commande ou récompense",
      pending: "En attente",
      earned: "À vous",
      redeemed: "Pris",
      currency: "Monnaie",
    },
    opening: "Au début",
    closing: "À la fin",
    erased: "",
  },
};
