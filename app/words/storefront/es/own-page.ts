/** What is read where ambassadors choose a code, tell of themselves and change what is theirs. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("es");

export const chooseCode: Words["chooseCode"] = {
  help: "Fácil de decir: de 4 a 20 letras y cifras.",
  ideas: "Libres ahora mismo:",
  free: (code) => `${code} está libre.`,
  oldCode: (code) => `${code} es tu código de antes y todavía vale. Puedes recuperarlo.`,
};

export const profile: Words["profile"] = {
  follow: "Dónde te siguen",
  rate: "Si añades cuántos me gusta y comentarios tiene una publicación normal, calculamos cuántas personas de cada cien participan: me gusta y comentarios juntos, entre todas las que te siguen.",
  another: "Añadir otro sitio",
  network: "Dónde",
  networks: {
    Instagram: "Instagram",
    TikTok: "TikTok",
    YouTube: "YouTube",
    Facebook: "Facebook",
    Pinterest: "Pinterest",
    Threads: "Threads",
    "a blog": "Un blog",
    elsewhere: "Otro sitio",
  },
  handle: "Tu nombre allí",
  followers: "Personas que te siguen",
  likes: "Me gusta por publicación",
  comments: "Comentarios por publicación",
  topics: "De qué te gusta hablar",
  topicsHelp: "Hasta cinco cosas, separadas por comas.",
  region: "Dónde estás",
  told: (handle, network, ofHundred, percent) => {
    const many =
      ofHundred === null
        ? "participa menos de una persona"
        : plural(ofHundred, { one: "participa más o menos # persona", other: "participan unas # personas" });
    return `${handle} (${network}): según tus propios números, ${many} de cada cien, ${percent}.`;
  },
  problem: ({ field, problem }) => {
    if (field === "handle") return problem === "missing" ? "¿Cómo te llamas allí?" : "Solo tu nombre allí, por favor, como @maxine.";
    if (field === "topics")
      return problem === "too many" ? "Con cinco cosas basta. ¿Cuáles te gustan más?" : "Una o dos palabras para cada una, por favor.";
    return field === "region" ? "Basta con una ciudad o una región." : "Aquí solo un número, por favor, como 1200.";
  },
};

export const yours: Words["yours"] = {
  heading: "Lo que puedes cambiar",
  page: "Lo que se ve en tu página",
  words: "Unas palabras tuyas",
  wordsHelp: "Por qué te gusta venir aquí, a tu manera. Aparecen en tu página, debajo de tu nombre.",
  favourites: (most) => `Lo que te encanta, hasta ${["cero", "una", "dos", "tres"][most]} cosas`,
  favouritesHelp: "Tu gente ve lo que marques y nada más de lo que has comprado. Si no marcas nada, tu página no enseña productos.",
  nothingShown: (most) =>
    `Tu página no enseña nada de lo que has comprado: eso lo decides tú. Si quieres, enseña a tu gente hasta ${["cero", "una", "dos", "tres"][most]} cosas que te encantan.`,
  profile: "Sobre ti",
  profileHelp: (shop) => `Solo lo ve ${shop}, y nadie comprueba los números. Rellena lo que quieras.`,
  save: "Guardar",
  showMe: "Ver dónde",
};

export const pause: Words["pause"] = {
  title: "Tomarme un descanso",
  text: "Tu página dirá entonces que te has tomado un descanso, y no dará nada. Quien ya tiene tu código o vino antes por tu enlace conserva su descuento, y esos pedidos siguen contando para ti. Puedes volver cuando quieras.",
  button: "Tomarme un descanso",
  since: (day) =>
    `Estás de descanso desde el ${day}. Tu página también lo dice. Quien ya tiene tu código conserva su descuento, y esos pedidos cuentan para ti.`,
  goOn: "Volver",
};

export const changeCode: Words["changeCode"] = {
  title: "Cambiar mi código",
  text: (days) =>
    `Tu página conserva su dirección. El código de antes se puede usar ${plural(days, { one: "# día", other: "# días" })} más, y esos pedidos cuentan para ti; después, al pagar solo vale el nuevo.`,
  label: "Tu código nuevo",
  button: "Quedarme con este código",
};

export const ownPageProblems: Words["ownPageProblems"] = {
  "too long": "Es un poco largo para tu página. Dos o tres frases es lo que más se lee.",
  "a link": "Sin enlaces ni direcciones, por favor: tu gente ya está en el sitio correcto.",
  "too many favourites": "En tu página caben tres. ¿Cuáles te gustan más?",
  "favourite unknown": "Uno de ellos ya no se puede comprar. Míralo otra vez, por favor.",
};

const LOOK_AGAIN = "Hay una cosa que mirar otra vez. Lo que escribiste sigue aquí.";

export const lookAgain: Words["lookAgain"] = {
  "code taken": LOOK_AGAIN,
  "code ended": LOOK_AGAIN,
  "code refused": LOOK_AGAIN,
  "words refused": LOOK_AGAIN,
  "too many favourites": LOOK_AGAIN,
  "favourite unknown": LOOK_AGAIN,
  "profile refused": LOOK_AGAIN,
};
