/** What is read where ambassadors choose a code, tell of themselves and change what is theirs. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("fr");

export const chooseCode: Words["chooseCode"] = {
  help: "Facile à dire : de 4 à 20 lettres et chiffres.",
  ideas: "Libres en ce moment :",
  free: (code) => `${code} est libre.`,
  oldCode: (code) => `${code} est votre ancien code et marche encore. Vous pouvez le reprendre.`,
};

export const profile: Words["profile"] = {
  follow: "Où l'on vous suit",
  rate: "Si vous indiquez combien de j'aime et de commentaires reçoit une publication ordinaire, nous calculons combien de personnes sur cent participent : j'aime et commentaires ensemble, divisés par le nombre de personnes qui vous suivent.",
  another: "Ajouter un autre endroit",
  network: "Où",
  networks: {
    Instagram: "Instagram",
    TikTok: "TikTok",
    YouTube: "YouTube",
    Facebook: "Facebook",
    Pinterest: "Pinterest",
    Threads: "Threads",
    "a blog": "Un blog",
    elsewhere: "Ailleurs",
  },
  handle: "Votre nom là-bas",
  followers: "Personnes qui vous suivent",
  likes: "J'aime par publication",
  comments: "Commentaires par publication",
  topics: "Ce dont vous aimez parler",
  topicsHelp: "Jusqu'à cinq choses, séparées par des virgules.",
  region: "Où vous êtes",
  told: (handle, network, ofHundred, percent) => {
    const many =
      ofHundred === null
        ? "moins d'une personne sur cent participe"
        : `environ ${plural(ofHundred, { one: "# personne sur cent participe", other: "# personnes sur cent participent" })}`;
    return `${handle} (${network}) : d'après vos propres chiffres, ${many}, ${percent}.`;
  },
  problem: ({ field, problem }) => {
    if (field === "handle")
      return problem === "missing" ? "Quel est votre nom là-bas ?" : "Seulement votre nom là-bas, comme dans @maxine.";
    if (field === "topics")
      return problem === "too many" ? "Cinq choses suffisent. Lesquelles préférez-vous ?" : "Un ou deux mots pour chacune, pas plus.";
    return field === "region" ? "Une ville ou une région suffit." : "Seulement un nombre ici, comme 1200.";
  },
};

export const yours: Words["yours"] = {
  heading: "Ce que vous pouvez changer",
  page: "Ce qu'on voit sur votre page",
  words: "Quelques mots de vous",
  wordsHelp: "Pourquoi vous aimez venir ici, à votre façon. Ils sont sur votre page, sous votre nom.",
  favourites: (most) => `Ce que vous aimez, ${["zéro", "une", "deux", "trois"][most]} choses au plus`,
  favouritesHelp:
    "Vos proches voient ce que vous cochez, et rien d'autre de vos achats. Si vous ne cochez rien, votre page ne montre aucun produit.",
  nothingShown: (most) =>
    `Votre page ne montre rien de ce que vous avez acheté : c'est à vous d'en décider. Si vous voulez, montrez à vos proches jusqu'à ${["zéro", "un", "deux", "trois"][most]} produits que vous aimez.`,
  profile: "À propos de vous",
  profileHelp: (shop) => `Seule l'équipe de ${shop} le voit, et personne ne vérifie les chiffres. Remplissez ce que vous voulez.`,
  save: "Enregistrer",
  showMe: "Me montrer",
};

export const pause: Words["pause"] = {
  title: "Faire une pause",
  text: "Votre page dit alors que vous faites une pause, et ne donne plus rien. Qui a déjà votre code ou est venu par votre lien garde sa réduction, et ces commandes comptent toujours pour vous. Vous reprenez quand vous voulez.",
  button: "Faire une pause",
  since: (day) =>
    `Vous faites une pause depuis le ${day}. Votre page le dit aussi. Qui a déjà votre code garde sa réduction, et ces commandes comptent pour vous.`,
  goOn: "Reprendre",
};

export const changeCode: Words["changeCode"] = {
  title: "Changer mon code",
  text: (days) =>
    `Votre page garde son adresse. L'ancien code marche encore ${plural(days, { one: "# jour", other: "# jours" })}, et ces commandes comptent pour vous ; ensuite, seul le nouveau passe en caisse.`,
  label: "Votre nouveau code",
  button: "Prendre ce code",
};

export const ownPageProblems: Words["ownPageProblems"] = {
  "too long": "C'est un peu long pour votre page. Deux ou trois phrases sont lues le plus volontiers.",
  "a link": "Ni liens ni adresses ici, s'il vous plaît : vos proches sont déjà au bon endroit.",
  "too many favourites": "Votre page peut en montrer trois. Lesquels préférez-vous ?",
  "favourite unknown": "L'un d'eux n'est plus en vente. Regardez encore une fois.",
};

const LOOK_AGAIN = "Il reste un petit détail à revoir. Ce que vous avez écrit est toujours là.";

export const lookAgain: Words["lookAgain"] = {
  "code taken": LOOK_AGAIN,
  "code ended": LOOK_AGAIN,
  "code refused": LOOK_AGAIN,
  "words refused": LOOK_AGAIN,
  "too many favourites": LOOK_AGAIN,
  "favourite unknown": LOOK_AGAIN,
  "profile refused": LOOK_AGAIN,
};
