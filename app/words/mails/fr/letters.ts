/** What each letter says when its owner has not worded it. `after` and the button are not the owner's to change. */
import type { MailWords } from "../words-for";

const OFFER = [
  { label: "Pour vos proches", field: "offer" },
  { label: "Pour vous", field: "credit" },
];

const LEAVE = "Vous pouvez arrêter quand vous voulez.";

export const letters: MailWords["letters"] = {
  invitation: {
    subject: "{name}, parleriez-vous de {store} à vos proches ?",
    opening: "{reason} Merci pour cela.",
    body: `Voulez-vous choisir un code à vous ? Grâce à lui, vos proches ont {offer} de réduction, et vous recevez {credit} de ce qu'ils achètent, à dépenser chez nous.

Nous demandons une chose : quand vous le partagez, dites que vous recevez quelque chose en échange. ${LEAVE}`,
    shown: OFFER,
    button: "Choisir mon code",
    after: "Le bouton marche jusqu'au {until}. Si ce n'est pas pour vous, il n'y a rien à faire.",
  },
  reminder: {
    subject: "{name}, votre code chez {store} est encore libre",
    opening: "{reason} Il y a quelques jours, nous vous demandions si vous parleriez de {store}.",
    body: `Au cas où cela se serait perdu : vos proches auraient {offer} de réduction avec un code à vous, et vous recevez {credit} de ce qu'ils achètent, à dépenser chez nous. Quand vous le partagez, vous dites que vous recevez quelque chose en échange.

Si ce n'est pas pour vous, tout va bien : nous ne demanderons plus.`,
    shown: OFFER,
    button: "Choisir mon code",
    after: "Le bouton marche jusqu'au {until}.",
  },
  welcome: {
    subject: "{code} est à vous",
    opening: "Quel plaisir de vous avoir avec nous.",
    body: `Avec {code}, vos proches ont {offer} de réduction, et vous recevez {credit} de ce qu'ils achètent, à dépenser chez nous.

Un bon début : parlez à une seule personne de ce que vous préférez ici, et dites que vous recevez quelque chose en échange. Le mot « Publicité » suffit. Votre page a le lien et deux lignes à copier.`,
    shown: [{ label: "Votre code", field: "code" }],
    button: "Voir ma page",
    after: "Chaque commande d'un proche s'y trouve, avec ce qu'elle vous apporte et quand.",
  },
  "first sale": {
    subject: "Quelqu'un a acheté avec votre code",
    opening: "Quelqu'un vous a fait confiance : la première commande grâce à vous est là.",
    body: `{waiting}

Vous n'avez rien à faire. Si vous savez qui c'était, un petit merci est la plus jolie chose à envoyer.`,
    shown: [{ label: "Elle vous apporte", field: "amount" }],
    button: "Voir ce qu'elle apporte",
    after: "Votre page dit de chaque commande pourquoi elle compte.",
  },
  "reward earned": {
    subject: "{amount} sont à vous maintenant",
    opening: "L'attente est finie : le délai de retour est passé.",
    body: `Cette somme vous attend chez nous, à garder et à dépenser. {next}

Choisissez quand il vous plaira : rien ne presse, et il n'est pas nécessaire de tout prendre à la fois. Votre page montre ce que vous pouvez avoir et ce qui vient ensuite.`,
    shown: [{ label: "À vous", field: "amount" }],
    button: "Choisir quelque chose",
    after: "Merci de parler de nous.",
  },
  "tier reached": {
    subject: "Vous êtes maintenant {tier}",
    opening: "Ce que vous avez raconté a plu à vos proches, et ils ont gardé ce qu'ils ont acheté.",
    body: `Nous l'avons remarqué, et vous montez. {gains}

Cela compte à partir de la prochaine commande, et cela reste : personne ne redescend. Votre code, votre lien et votre page sont les mêmes que toujours.`,
    shown: [{ label: "Vous êtes maintenant", field: "tier" }],
    button: "Voir ma page",
    after: "Merci pour chaque mot gentil.",
  },
  "code replaced": {
    subject: "Vous avez un nouveau code : {code}",
    opening: "Nous avons dû vous donner un autre code. Pardon pour le dérangement.",
    body: `{code} marche maintenant : prenez celui-ci dès aujourd'hui. {old_code}

Vous n'avez rien fait de mal : un code peut être déjà pris dans la boutique, ou arriver chez des inconnus. Ce qui est à vous le reste, et votre lien donne le nouveau code tout seul.`,
    shown: [{ label: "Votre nouveau code", field: "code" }],
    button: "Voir mon nouveau code",
    after: "Si vous avez publié l'ancien, changez-le quand vous pourrez.",
  },
  progress: {
    subject: "Votre mois chez {store} : {month}",
    opening: "{happened}",
    body: `{waiting} {next}

Une idée pour ce mois-ci : {idea} À chaque partage, dites que vous recevez quelque chose en échange ; le mot « Publicité » suffit.

Pas le temps en ce moment ? Votre code continue de marcher.`,
    shown: [
      { label: "À vous", field: "amount" },
      { label: "En attente", field: "pending" },
    ],
    button: "Voir où j'en suis",
    after: "Nous écrivons cela une fois par mois, et seulement tant que vous êtes avec nous.",
  },
  goodbye: {
    subject: "Merci, {name}",
    opening: "Vous avez arrêté, et tout est fait comme vous l'avez demandé.",
    body: `Votre page est fermée, et votre code ne vous apporte plus rien. Les personnes qui l'ont peuvent encore s'en servir une fois. {kept}

Merci pour chaque mot gentil. Vous achetez ici comme tout le monde, et nous en sommes heureux. Nous ne vous écrirons plus à ce sujet.`,
    button: "Voir ce qui est à moi",
  },
};
