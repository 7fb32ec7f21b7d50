/** What the store's pages say, page by page. What they say of facts (an order, a reward, a tier) has files of its own beside. */
import { speech } from "../speech";
import type { Words } from "../words-for";
import { lookAgain } from "./own-page";

const { plural, number, choice } = speech("fr");
const days = (count: number): string => plural(count, { one: "# jour", other: "# jours" });

export const common: Words["common"] = {
  toStore: "Vers la boutique",
  copied: "Copié",
};

export const join: Words["join"] = {
  heading: (name) => (name ? `${name}, vous parlez de nous à vos proches ?` : "Vous parlez de nous à vos proches ?"),
  lead: (shop) => `Une invitation de ${shop} : vous savez ce qu'il y a de bon ici. Si vous en parlez, voici ce qui se passe :`,
  friends: "Vos proches ont",
  friendsText: (percent) => `${percent} de réduction avec votre code, une fois par personne.`,
  you: "Vous avez",
  youText: (percent, shop, newOnly, ways) => {
    const share = `${percent} de ${newOnly ? "leur première commande" : "leurs commandes"}`;
    if (!ways) return `${share}, pour les produits de votre choix chez ${shop}.`;
    return ways.length ? `${share}. ${shop} vous donne cela ${choice(ways)}.` : `${share}.`;
  },
  example: (pays, yours) => `Quelqu'un paie ${pays} : cela fait ${yours} pour vous.`,
  aboutYou: "Parlez-nous un peu de vous, si vous voulez",
  aboutYouHelp: (shop) =>
    `Seule l'équipe de ${shop} le voit, et personne ne vérifie les chiffres. Vous pourrez le changer plus tard, ou ne rien dire.`,
  yours: (returnDays) => `C'est à vous ${days(returnDays)} après le départ du colis, au cas où quelque chose serait rendu.`,
  ask: "Nous demandons",
  askText: "Dites que vous recevez quelque chose, à chaque partage. Le mot « Publicité » au début suffit.",
  name: "Le nom sous lequel vos proches vous connaissent",
  code: "Votre code",
  codeHelp: "Gardez celui-ci ou inventez le vôtre : facile à dire, de 4 à 20 lettres et chiffres.",
  ideas: "Des idées :",
  friendsSee: (shop) =>
    `Vos proches auront une page à votre nom. Ce que vous achetez reste entre vous et ${shop} : la page n'en montre quelque chose que si vous le choisissez plus tard.`,
  button: "J'en suis",
  openUntil: (day) => `Cette invitation est pour vous seulement. Elle est ouverte jusqu'au ${day}.`,
  mustAgree: "Cochez d'abord ici, s'il vous plaît. On doit pouvoir voir que vous recevez quelque chose.",
  wentWrong: "Il reste un petit détail à revoir. Ce que vous avez écrit est toujours là.",
};

export const joined: Words["joined"] = {
  heading: (name) => `Bienvenue, ${name}.`,
  codeIs: "Votre code est",
  making: "Nous prévenons la caisse de la boutique. Dans quelques minutes, vos proches pourront l'utiliser.",
  yourPage: "La page pour vos proches :",
  pageShows:
    "On y lit votre nom et l'offre, et rien de ce que vous achetez. Si vous voulez, montrez à vos proches quelques produits que vous aimez : vous les choisissez sur votre page à vous.",
  next: "Votre page à vous montre ce que vos proches ont acheté, ce qui vous revient et ce que vous pouvez avoir avec. Connectez-vous avec l'adresse e-mail à laquelle nous avons écrit.",
  button: "Voir ma page",
};

export const closedLinks: Words["closedLinks"] = {
  "link unknown": {
    heading: "Ce lien ne mène nulle part",
    text: "Ouvrez-le encore une fois depuis l'e-mail. Si cela n'aide pas, il y a peut-être été coupé.",
  },
  "link expired": {
    heading: "Cette invitation a pris fin",
    text: "Les invitations restent ouvertes deux semaines. Écrivez à la boutique si l'envie est toujours là ; cela lui fera plaisir.",
  },
  "link used": { heading: "Vous êtes déjà des nôtres", text: "Cette invitation a fait son travail. Votre page est à un clic." },
  "no programme": { heading: "Il n'y a rien à rejoindre pour l'instant", text: "La boutique a mis cela en pause. Merci d'avoir regardé." },
};

export const signIn: Words["signIn"] = {
  heading: "Vos récompenses",
  text: "Connectez-vous pour voir votre code, ce que vos proches ont acheté et ce qui est à vous.",
  button: "Se connecter",
  email: "Prenez l'adresse e-mail à laquelle la boutique vous écrit. Pas d'autre compte à créer.",
};

export const stranger: Words["stranger"] = {
  heading: "Encore rien ici",
  text: (shop) =>
    `Cette page est pour les personnes à qui ${shop} a demandé d'en parler autour d'elles. Si c'est votre cas, ouvrez le lien dans l'e-mail.`,
};

export const rewards: Words["rewards"] = {
  heading: (name) => `Bonjour ${name}`,
  next: "Ce que vous pourriez avoir",
  canHave: (title) => `« ${title} » peut être à vous dès maintenant.`,
  toGo: (lack, title) => `Encore ${lack} pour « ${title} »`,
  progress: (title) => `La part de « ${title} » qui est déjà à vous`,
  canTake: (amount, ways) => `Vous pouvez prendre vos ${amount} dès maintenant, ${choice(ways)}.`,
  toGoFor: (lack, ways) => `Encore ${lack}, et vous pourrez prendre cette somme ${choice(ways)}.`,
  progressFor: "La part qui en est déjà à vous",
  choose: "Choisir",
  share: "Parlez-en à vos proches",
  yourCode: "Votre code",
  yourLink: "Votre lien",
  linkHelp: "Votre lien mène à une page à votre nom. La réduction y est toute seule.",
  qr: (code) => `Une image pour l'appareil photo d'un téléphone : elle ouvre la page de ${code}`,
  qrHelp: "À viser avec un téléphone.",
  copyCode: "Copier le code",
  copyLink: "Copier le lien",
  shareButton: "Partager",
  whatsapp: "WhatsApp",
  mail: "E-mail",
  mailSubject: (shop) => `Quelque chose pour toi chez ${shop}`,
  captions: "Des mots tout prêts",
  captionsHelp: "Ils commencent par « Publicité », parce qu'on doit voir tout de suite que vous recevez quelque chose.",
  copyWords: "Copier ces mots",
  noCode: "Votre code sera ici dès qu'il est prêt.",
  orders: "Ce que vos proches ont acheté",
  noOrders: "Encore rien. On commence souvent par envoyer son lien à une seule personne, à qui cela plairait.",
  waitingForBank: (amount: string) => `${amount} en attente de la réponse de la banque`,
  waiting: (amount, until) =>
    until
      ? `${amount} en attente jusqu'au ${until}, au cas où quelque chose serait rendu`
      : `${amount} en attente, jusqu'à ce que le colis soit parti et ne puisse plus être rendu`,
  isYours: (amount) => `${amount} sont à vous`,
  earlierOrders: (count) => plural(count, { one: "Voir # plus ancienne", other: "Voir # plus anciennes" }),
  moreOrders: (shown, total) => `Les ${number(shown)} plus récentes sur ${number(total)}.`,
  shelf: "Ce que vous pouvez prendre",
  shelfHelp: (earned) => `Vous avez ${earned} à dépenser ici.`,
  emptyShelf: "La boutique n'a encore rien mis ici. Ce qui est à vous reste à vous.",
  ways: {
    "product code": {
      take: "Je le prends",
      who: "Vous recevez un code pour votre panier ; si la boutique compte une livraison, elle est à votre charge.",
    },
    "product sent": {
      take: "Envoyez-le-moi",
      who: "La boutique vous l'envoie et paie la livraison.",
    },
  },
  firstChoice: "Nouveau. En tant qu'icône, vous choisissez en premier.",
  iconsFirst: (until) => `Nouveau. Les icônes choisissent d'abord ; à partir du ${until}, c'est à vous aussi de choisir.`,
  amounts: {
    heading: "Ou prenez un montant",
    howMuch: (least, earned) => `Combien ? De ${least} jusqu'à vos ${earned}.`,
    from: (title, least) => `${title} : à partir de ${least}.`,
    kinds: {
      "store credit": {
        title: "Avoir",
        text: "Il va sur votre compte à la boutique, pour tout ce que vous voulez. Connectez-vous au moment de payer pour l'utiliser.",
        button: "Oui, sur mon compte",
      },
      "gift card": {
        title: "Carte cadeau",
        text: "Vous recevez un code que n'importe qui peut dépenser ici. Il peut aussi s'offrir.",
        button: "Oui, préparez-la",
      },
      cash: {
        title: "Argent",
        text: "La boutique regarde d'abord, puis vous paie. Elle vous écrit s'il lui faut quelque chose.",
        button: "Oui, je le demande",
      },
    },
  },
  ended: (theirs) =>
    `La boutique a mis fin à l'aventure, les nouvelles commandes ne comptent donc plus. ${theirs} Ce qui est à vous, vous pouvez le prendre ci-dessous. Merci pour tout.`,
  confirm: (title, price, earned) => `Prendre « ${title} » pour ${price}, sur vos ${earned} ?`,
  confirmButton: "Oui, je le prends",
  where: {
    heading: "Où cela va",
    right: "La boutique l'envoie ici. Est-ce juste ?",
    yes: "Oui, envoyez-le ici",
    none: "La boutique n'a pas encore d'adresse de vous, et sans adresse rien ne peut partir.",
    change: "Changer mon adresse",
    add: "Ajouter mon adresse",
    changed: "Cela ouvre votre compte à la boutique. Quand c'est fait, regardez de nouveau ici.",
    again: "Regarder de nouveau",
  },
  shelfLack: (lack) => `Il manque ${lack}`,
  moreShelf: (count) => plural(count, { one: "En voir # de plus", other: "En voir # de plus" }),
  taken: "Ce que vous avez pris",
  use: "Mettre dans mon panier",
  smallPrint: "Les petits caractères",
  rates: (offer, credit, returnDays) =>
    `Vos proches ont ${offer} de réduction. Vous recevez ${credit} du prix des produits, hors taxes et livraison. Cela attend ${days(returnDays)}, puis c'est à vous.`,
  reversal: "Si quelque chose est rendu, sa part repart aussi. Vos propres commandes ne comptent pas.",
  leave: "Arrêter",
  leaveText: (code, theirs, settles) =>
    `Votre page ferme tout de suite${code ? `, et les commandes avec ${code} ne comptent plus pour vous ; qui a le code garde sa réduction` : ""}. ${theirs}${settles ? " Écrivez à la boutique, elle règle cela avec vous." : ""}`,
  leaveButton: "Oui, fermez ma page",
  leftSettled: "Votre page est fermée, et il ne reste rien à régler. Merci pour tout.",
  left: (theirs, settles) =>
    `Votre page est fermée. ${theirs}${settles ? " Écrivez à la boutique, elle règle cela avec vous." : ""} Merci pour tout.`,
};

/** What pressing a button on the rewards page led to. */
export const outcomes: Words["outcomes"] = {
  ...lookAgain,
  requested: (kind, title) =>
    ({
      "product code": `Bon choix. Nous préparons un code qui vous offre « ${title} », une fois ; il sera ci-dessous dans un instant.`,
      "product sent": `Bon choix. La boutique est au courant et vous envoie « ${title} ».`,
      "store credit": "C'est noté. Il est en route vers votre compte à la boutique.",
      "gift card": "C'est noté. Nous préparons votre carte cadeau ; son code sera ci-dessous dans un instant.",
      cash: "C'est noté. La boutique est au courant et va regarder.",
    })[kind] ?? "C'est noté. Vous le trouvez ci-dessous.",
  "not offered": "La boutique ne propose pas cela en ce moment. Rien n'a été pris ; choisissez autre chose, comme il vous plaira.",
  "not your tier": "C'est pour les icônes. Rien n'a été pris ; choisissez autre chose, comme il vous plaira.",
  "first dibs": (until) =>
    until
      ? `C'est une nouveauté, et les icônes choisissent d'abord. À partir du ${until}, ce sera votre tour aussi. Rien n'a été pris.`
      : "C'est une nouveauté, et les icônes choisissent d'abord. Rien n'a été pris.",
  "amount too small": (least) =>
    least ? `Prenez ${least} ou plus, s'il vous plaît. Rien n'a été pris.` : "Prenez un peu plus, s'il vous plaît. Rien n'a été pris.",
  "no such amount": "Nous n'avons pas pu lire ce montant. Écrivez-le comme 5 ou 5,50. Rien n'a été pris.",
  "same request": "Vous l'avez déjà pris ; une seule fois suffit. Vous le trouvez ci-dessous.",
  "given back before":
    "Ce que vous aviez pris avec ce bouton a été annulé, et ce qu'il en a coûté est de nouveau à vous. Rien n'a été pris cette fois ; appuyez encore une fois si cela vous plaît toujours.",
  "another amount before": (taken) =>
    `Ce bouton avait déjà pris ${taken ?? "un autre montant"}, que vous trouvez ci-dessous. Rien de plus n'a été pris ; appuyez encore une fois si vous voulez un autre montant.`,
  "balance too low": (lack) =>
    lack ? `Il manque encore ${lack} pour cela. Rien n'a été pris.` : "Ce qui est à vous n'y suffit pas encore. Rien n'a été pris.",
  "price changed": (price) =>
    price
      ? `Son prix est maintenant de ${price}, rien n'a donc été pris. Appuyez encore une fois si cela vous va.`
      : "Son prix a changé, rien n'a donc été pris. Regardez encore une fois avant de choisir.",
  gone: "Il n'y en a plus, à l'instant. Rien n'a été pris ; choisissez autre chose, comme il vous plaira.",
  "not on the shelf": "La boutique l'a retiré. Rien n'a été pris ; choisissez autre chose, comme il vous plaira.",
  "confirm address": "Rien n'est pris pour l'instant. Regardez d'abord où cela irait.",
  "address changed": "Votre adresse à la boutique a changé entre-temps, donc rien n'a été pris. Regardez de nouveau où cela irait.",
  "no address": "Rien n'a été pris : la boutique ne sait pas encore où l'envoyer.",
  "try later": "La caisse de la boutique ne répond pas. Rien n'a été pris ; réessayez dans quelques minutes.",
  "no programme": "La boutique a mis cela en pause. Rien n'a été pris, et ce qui est à vous reste à vous.",
  "not an ambassador": "Votre page est fermée, rien n'a donc été pris. Écrivez à la boutique, elle règle ce qui est à vous.",
  "press again": "Cette page était ouverte depuis longtemps. Rien n'a été pris ; appuyez encore une fois.",
  "code changed": "Bon choix. Votre nouveau code est en préparation ; l'ancien marche encore un moment.",
  "code taken back": "C'est de nouveau votre code. L'autre marche encore un moment.",
  "code unchanged": "Celui-là est déjà le vôtre.",
  "changed often": (againAt) =>
    `Vous l'avez changé plusieurs fois, et les anciens marchent encore. ${againAt ? `À partir du ${againAt}` : "Bientôt"}, vous pourrez en choisir un autre. Rien n'a été changé.`,
  paused: "Bonne pause. Votre page le dit, et votre code marche comme avant.",
  "already paused": "Vous êtes déjà en pause.",
  resumed: "Quel plaisir de vous revoir. Votre page est de nouveau ouverte.",
  "not paused": "Votre page est déjà ouverte.",
  saved: "C'est enregistré.",
  left: "C'est fait. Votre page est fermée.",
  "already left": "Votre page était déjà fermée.",
};

export const landing: Words["landing"] = {
  heading: (name, shop) => `${name} achète chez ${shop}`,
  loves: (name) => `Ce que ${name} aime`,
  pausedHeading: (name) => `${name} fait une pause`,
  pausedText: (name) => `Vous avez un code de ${name} ? Il marche comme avant. Et la boutique est ouverte.`,
  offer: (percent) => `${percent} de réduction pour vous`,
  offerText: "Elle se déduit toute seule au moment de payer.",
  button: (percent) => `J'y vais avec ${percent} de réduction`,
  disclosure: (name, shop, products) =>
    `${name} reçoit ${products ? "des produits" : "quelque chose"} de ${shop} quand ses proches achètent.`,
  notReady: (name) => `${name} vient d'arriver, et la réduction est encore en préparation. Réessayez dans quelques minutes.`,
  closedHeading: "Cette page est fermée",
  closedText: "La réduction qui était ici n'est plus donnée. La boutique, elle, est toujours là.",
  unknownHeading: "Nous ne trouvons pas cette page",
  unknownText: "Regardez encore une fois le lien : il manque peut-être une lettre.",
};

export const optOut: Words["optOut"] = {
  heading: "Ne plus recevoir ces e-mails ?",
  text: "Appuyez sur le bouton, et vous ne recevrez plus d'invitations ni de rappels de ce genre. Les e-mails sur vos commandes continuent.",
  button: "Oui, je n'en veux plus",
  doneHeading: "C'est fait",
  doneText:
    "Vous ne recevrez plus d'e-mails de ce genre. Si l'envie vous vient un jour, le lien de l'invitation marche encore tant qu'elle est ouverte.",
  unknownHeading: "Ce lien ne mène nulle part",
  unknownText: "Il a peut-être été coupé. Ouvrez-le encore une fois depuis l'e-mail.",
};

export const account: Words["account"] = {
  order: {
    reward: (title) =>
      title
        ? `Avec cette commande, vous avez pris votre récompense : ${title}. Profitez-en bien.`
        : "Avec cette commande, vous avez pris votre récompense. Profitez-en bien.",
    countsFor: (name) => `${name} vous a parlé de nous, et reçoit un merci de notre part parce que vous avez acheté.`,
  },
};

export const trouble: Words["trouble"] = {
  tooManyHeading: "Soufflons un peu",
  tooManyText: "Il y a eu beaucoup d'essais depuis votre adresse à l'instant. Attendez une minute et réessayez.",
  brokenHeading: "Cela n'a pas marché",
  brokenText: "C'est de notre faute, et rien n'est perdu. Réessayez dans quelques minutes.",
  notLetIn: "Nous n'avons pas pu voir qui vous êtes. Connectez-vous et réessayez.",
  tooLargeHeading: "C'était trop à la fois",
  tooLargeText: "Revenez en arrière et écrivez un peu moins.",
};
