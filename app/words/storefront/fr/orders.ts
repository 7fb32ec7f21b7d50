/** Why an order counts or not, kindly and without a friend's name, and what became of it. */
import type { Words } from "../words-for";

export const verdicts: Words["verdicts"] = {
  attributed: "Compte",
  "under review": "À l'étude",
  ignored: "Ne compte pas",
  "nothing left": "Plus rien",
};

export const orderReasons: Words["orderReasons"] = {
  code: "Quelqu'un a utilisé votre code.",
  "click-code": "Quelqu'un est venu par votre lien.",
  click: "Quelqu'un est venu par votre lien.",
  "like-own-purchase": "La boutique regarde cette commande, parce que l'adresse e-mail ressemble beaucoup à l'une des vôtres.",
  "same-phone": "La boutique regarde cette commande, parce qu'elle porte votre numéro de téléphone.",
  "same-address": "La boutique regarde cette commande, parce qu'elle part à votre propre adresse.",
  "same-household":
    "La boutique regarde cette commande, parce qu'elle part à l'adresse où vous êtes. On peut habiter ensemble, c'est donc une personne qui décide.",
  "same-device": "La boutique regarde cette commande, parce qu'elle semble venir de chez vous. C'est une personne qui décide.",
  "code-leaking":
    "La boutique regarde cette commande, parce que votre code a servi bien plus que d'habitude à ce moment-là. Rien n'est perdu.",
  "code-unconfirmed": "La boutique regarde cette commande, parce que votre code était encore en préparation.",
  "own-purchase": "Cette commande était la vôtre, elle ne compte donc pas. C'est la seule règle à laquelle nous tenons fermement.",
  "not-first-order": "Cette personne connaissait déjà la boutique. Seule une première commande compte.",
  "friend-limit": "Cette personne vous a déjà apporté tout ce qu'une seule peut apporter. Remerciez-la de notre part !",
  "other-currency": "Cette commande est dans une autre monnaie que le remerciement de la boutique, elle ne peut donc pas compter.",
  "below-minimum": "Cette commande était un peu trop petite pour compter. La prochaine peut-être pas.",
  channel: "Cette commande n'a pas été passée là où votre code compte.",
  "program-ended":
    "La boutique avait mis l'aventure en pause quand cette commande est arrivée, elle ne peut donc pas compter. Ce que vous aviez avant reste à vous.",
  "ambassador-left": "Cette commande est arrivée après votre départ.",
  "code-retired": "Cette commande portait un de vos anciens codes, qui avait pris fin. Le nouveau compte.",
  renewal: "Un abonnement s'est renouvelé. Seule compte la commande qui l'a commencé.",
  "test-order": "C'était un essai de la boutique.",
  "cancelled-unpaid": "La commande a été annulée avant d'être payée.",
  "own-reward": "C'était votre récompense.",
  "click-too-old": "La visite par votre lien était trop ancienne pour compter.",
  "unknown-code": "Le code de cette commande n'était pas le vôtre quand elle a été passée.",
  "unknown-click": "Le lien de cette commande n'était pas le vôtre.",
  "owner-counts": "La boutique a regardé cette commande : elle compte.",
  "owner-does-not-count": "La boutique a regardé cette commande et décidé qu'elle ne compte pas. N'hésitez pas à demander pourquoi.",
  "nothing-of-ours": "Cette commande ne porte ni votre code ni votre lien.",
  "came-later": "Un autre code ou lien était là d'abord, et une commande ne peut compter que pour une personne.",
  "taken-off": "Votre code ou votre lien a été retiré de cette commande ensuite, elle ne compte donc plus.",
};

export const orderReasonUnknown: Words["orderReasonUnknown"] = "Demandez à la boutique pour cette commande.";

export const orderBecame: Words["orderBecame"] = {
  cancelled: "La commande a été annulée ensuite.",
  unpaid: "Elle compte dès qu'elle est payée.",
  returned: "Tout a été rendu ensuite.",
  "charged back": "La banque a repris le paiement ensuite : il ne reste rien à partager.",
  disputed: "La banque vérifie ce paiement.",
};
