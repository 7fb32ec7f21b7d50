/** Choosing a code and a name: what is wrong with one, how a code stands, and what may be said with it. */
import { LONGEST_NAME } from "~/domain/ambassador/ambassador";
import { LONGEST_CODE, SHORTEST_CODE } from "~/domain/code/code";
import { speech } from "../speech";
import type { Words } from "../words-for";

const { list } = speech("es");

export const codeFaults: Words["codeFaults"] = {
  "too short": `Un código necesita al menos ${SHORTEST_CODE} letras o cifras.`,
  "too long": `Un código tiene como mucho ${LONGEST_CODE} letras y cifras, para que se pueda recordar.`,
  characters: "Usa las letras de la A a la Z, cifras y guiones, por favor.",
  hyphens: "El guion va entre dos palabras o números, como en MAXINE-TE.",
  "no letter": "Pon al menos una letra, para que suene a ti.",
  rude: "Esa palabra podría herir a alguien. Elige otra, por favor.",
  reserved: "Ese parece un código de la propia tienda. Con tu nombre dentro queda mejor.",
};

export const nameFaults: Words["nameFaults"] = {
  missing: "Dinos el nombre por el que te conoce tu gente.",
  "too long": `Elige un nombre más corto, de ${LONGEST_NAME} letras como mucho.`,
  characters: "Usa solo letras, espacios y guiones, como en Ana-María.",
};

export const codeTaken: Words["codeTaken"] = (code, ideas) => `${code} ya está en uso. Quedan libres: ${list(ideas)}.`;

export const codeEnded: Words["codeEnded"] = (code, ideas) =>
  `${code} fue tuyo. Ya no vale, y un código que terminó no vuelve. Quedan libres: ${list(ideas)}.`;

export const codeStates: Words["codeStates"] = {
  live: "Tu gente ya puede usarlo.",
  waiting: "Se está creando, tarda unos minutos.",
  refused: "La tienda ya usa este. Elige otro, por favor.",
  retired: "Ya no cuenta para ti.",
};

export const codeOld: Words["codeOld"] = (until) => `Tu código de antes. Se puede usar hasta el ${until}, y esos pedidos cuentan para ti.`;

export const captions: Words["captions"] = (shop, code, percent, products) => [
  `Publicidad: ${percent} de descuento en ${shop} con mi código ${code}.`,
  `Publicidad: recibo ${products ? "productos" : "algo"} de ${shop} cuando compras con mi código ${code}, y tú tienes un ${percent} de descuento.`,
];
