/** Where an ambassador stands, in one sentence; and their tier. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural, list, choice } = speech("es");

export const standing: Words["standing"] = {
  friends: (count) =>
    count === 0
      ? "Todavía no ha comprado nadie gracias a ti"
      : plural(count, { one: "# persona ha comprado gracias a ti", other: "# personas han comprado gracias a ti" }),
  yours: (amount) => `${amount} son tuyos`,
  owed: (amount) => `faltan ${amount} tras una devolución, y las próximas ventas lo compensan`,
  waiting: (amount, until) => `${amount} en espera${until ? ` hasta el ${until}` : ""}`,
  whole: (friends, amounts) => `${friends}; ${amounts.join(", ")}.`,
};

export const theirs: Words["theirs"] = {
  all: (amount) => `${amount} siguen siendo tuyos.`,
  andWaiting: (amount, waiting, until) =>
    `${amount} siguen siendo tuyos, y los ${waiting} en espera también lo serán${until ? ` a más tardar el ${until}` : ""} si no se devuelve nada.`,
  below: (amount) => `Tras una devolución, tu saldo está en ${amount}.`,
  belowAndWaiting: (amount, waiting, until) =>
    `Tras una devolución, tu saldo está en ${amount}; los ${waiting} en espera lo compensan primero${until ? `, a más tardar el ${until}` : ""}.`,
};

export const asAmount: Words["asAmount"] = {
  "store credit": "como saldo en la tienda",
  "gift card": "como tarjeta regalo",
  cash: "en dinero",
};

export const thanks: Words["thanks"] = {
  products: "en productos que elijas",
  cash: (friends) =>
    plural(friends, { one: "en dinero, cuando haya comprado # persona", other: "en dinero, cuando hayan comprado # personas" }),
};

export const conditions: Words["conditions"] = {
  firstOrder: "De cada persona cuenta solo el primer pedido en la tienda.",
  least: (amount) => `Un pedido cuenta si lleva productos por ${amount} o más.`,
  perFriend: (orders) => plural(orders, { one: "De cada persona cuenta # pedido.", other: "De cada persona cuentan # pedidos." }),
  places: (places) => `Cuentan los pedidos hechos ${choice(places)}.`,
  place: {
    "online store": "en la tienda en línea",
    "point of sale": "en la caja de la propia tienda",
    "draft orders": "directamente con la tienda, por teléfono o por escrito",
    other: "por otra vía en la que vende la tienda",
  },
};

export const tiers: Words["tiers"] = {
  heading: "Dónde estás",
  is: {
    friend: (percent, firstOnly) =>
      `Estás en el círculo de amistades: recibes el ${percent} de lo que paga tu gente${firstOnly ? " en su primer pedido" : ""}.`,
    insider: (percent, firstOnly) =>
      `Estás en el círculo más cercano: recibes el ${percent} de lo que paga tu gente${firstOnly ? " en su primer pedido" : ""}.`,
    icon: (percent, firstOnly) => `Eres un icono: recibes el ${percent} de lo que paga tu gente${firstOnly ? " en su primer pedido" : ""}.`,
  },
  next: {
    insider: (more) =>
      plural(more, {
        one: "Con una persona más, entras en el círculo más cercano.",
        other: "Con # personas más, entras en el círculo más cercano.",
      }),
    icon: (more) => plural(more, { one: "Con una persona más, eres un icono.", other: "Con # personas más, eres un icono." }),
  },
  gains: {
    credit: (percent, before) => `el ${percent} en lugar del ${before}`,
    firstChoice: "la primera elección de lo nuevo",
    cash: "dinero, si quieres",
  },
  brings: (gains) => `Te trae ${list(gains)}.`,
  bringsThanks: "Es nuestra manera de decirte que nos hemos dado cuenta.",
};
