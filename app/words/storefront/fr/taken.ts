/** What an ambassador has taken: what it is called where no product names it, how it stands, and how to use it. */
import type { Words } from "../words-for";

export const taken: Words["taken"] = {
  names: { "store credit": "Avoir", "gift card": "Carte cadeau", cash: "Argent" },
  requested: {
    "product code": "Nous préparons votre code. Il sera ici dans un instant.",
    "product sent": "La boutique est au courant et l'envoie à votre adresse. La livraison est pour elle.",
    "store credit": "C'est en route vers votre compte à la boutique.",
    "gift card": "Nous préparons votre carte cadeau. Elle sera ici dans un instant.",
    cash: "La boutique est au courant et va regarder. Elle vous paie, et vous écrit s'il lui faut quelque chose.",
  },
  approved: {
    "product sent": "La boutique a dit oui et le prépare.",
    cash: "La boutique a dit oui et vous paiera avec les prochains.",
  },
  issued: {
    "product code": (until) =>
      `Mettez-le dans votre panier avec ce code${until ? `, avant la fin du ${until}` : ""}. Une pièce est offerte ; la livraison peut être à payer.`,
    "product sent": () => "C'est prêt : la boutique l'envoie à votre adresse. La livraison est pour elle.",
    "store credit": () => "C'est sur votre compte à la boutique. Connectez-vous au moment de payer et choisissez-le là.",
    "gift card": () => "Saisissez ce code au moment de payer. Gardez-le pour vous : qui l'a peut le dépenser.",
    cash: () => "La boutique vous l'a versé.",
  },
  inTheMail: (end) =>
    `Son code est dans le mail de la boutique et se termine par ${end}. Saisissez-le au moment de payer et gardez-le pour vous : qui l'a peut le dépenser.`,
  used: "C'est chez vous. Profitez-en bien.",
  failed: "Cela n'a pas marché, et ce qu'il en a coûté est de nouveau à vous. Choisissez autre chose, comme il vous plaira.",
  ranOut: "Le code a expiré. Si personne ne l'a utilisé, ce qu'il en a coûté est de nouveau à vous d'ici deux jours environ.",
  expired: "Le code a expiré sans servir, et ce qu'il en a coûté est de nouveau à vous. Choisissez ce qu'il vous plaira.",
  undone: "La commande concernée a été annulée ou reprise. La boutique regarde cela ; d'ici là, ce qu'il en a coûté reste déduit.",
  looking: "La boutique regarde cela et vous écrira.",
  working: "Nous nous en occupons.",
};
