/** What the merge fields say: of each fact the words or the whole sentence it makes. */
import { asAmount } from "~/words/storefront/es/standing";
import { speech } from "~/words/storefront/speech";
import type { MailWords } from "../words-for";

const { plural, list, choice } = speech("es");

export const reasons: MailWords["reasons"] = {
  since: (month) => `Vienes a vernos desde ${month}.`,
  comesBack: "Has vuelto a vernos una y otra vez.",
  chosen: "Eres de las personas que más nos alegra ver por aquí.",
};

export const tiers: MailWords["tiers"] = {
  friend: "parte del círculo de amistades",
  insider: "parte del círculo más cercano",
  icon: "un icono",
};

export const gains: MailWords["gains"] = {
  credit: (percent) => `el ${percent} de lo que compra tu gente`,
  firstChoice: "la primera elección de lo nuevo",
  cash: "dinero, si quieres",
  brings: (parts) => `Te trae ${list(parts)}.`,
};

export const oldCode: MailWords["oldCode"] = (code) => `El de antes, ${code}, ya no cuenta para ti.`;

export const waiting: MailWords["waiting"] = {
  all: (until) =>
    `Lo que está en espera será tuyo ${until ? `a más tardar el ${until}` : "unos días después de que salgan los paquetes"}, si no se devuelve nada.`,
  yours: "Ya es tuyo, para lo que más te guste de aquí.",
  until: (day) => `Espera hasta el ${day}, por si se devuelve algo; después es tuyo, para lo que más te guste de aquí.`,
  untilSent:
    "Espera unos días después de que salga el paquete, por si se devuelve algo; después es tuyo, para lo que más te guste de aquí.",
};

export const next: MailWords["next"] = {
  lacks: (amount, title) => `Con ${amount} más, «${title}» es tuyo.`,
  within: (title) => `«${title}» está a tu alcance: ya puedes tenerlo.`,
  as: asAmount,
  amountLacks: (amount, ways) => `Con ${amount} más, puedes llevártelo ${choice(ways)}.`,
  amountWithin: (amount, ways) => `Ya puedes llevarte tus ${amount}, ${choice(ways)}.`,
};

export const months: MailWords["months"] = {
  sold: (month, friends, brought) =>
    `En ${month} ${plural(friends, { one: "ha comprado # persona", other: "han comprado # personas" })} con tu código${brought ? `, y eso te trae ${brought}` : ""}.`,
  visited: (month, visits) =>
    `En ${month} tu página se abrió ${plural(visits, { one: "# vez", other: "# veces" })}; todavía no ha comprado nadie, y así es como se empieza.`,
  quiet: (month) => `Fue un ${month} tranquilo: nadie vino por tu enlace. Le pasa a todo el mundo.`,
};

export const ideas: MailWords["ideas"] = [
  "cuéntale a alguien cómo encontraste lo que más usas.",
  "pon tu enlace debajo de una foto de eso en uso, tal como es.",
  "pregunta a alguien qué está buscando, y di con sinceridad si lo tenemos.",
  "enseña lo que volverías a comprar mañana.",
  "préstale lo tuyo a alguien antes de que decida.",
  "escribe dos líneas sobre lo que te sorprendió, bueno o malo.",
];

export const kept: MailWords["kept"] = (amount) => `Tus ${amount} siguen siendo tuyos: escribe a la tienda y lo arregla contigo.`;
