/** What a friend reads before and after an ambassador's page: its card in a chat, and the page between the button and the store. */
import type { Words } from "../words-for";

export const preview: Words["preview"] = {
  title: (name, shop, percent) => `${percent} de descuento en ${shop}, de parte de ${name}`,
  text: (name, shop, shows, products) =>
    `${shows ? `Mira lo que le gusta a ${name} en ${shop}.` : `${name} compra en ${shop} y esto es para su gente.`} ${name} recibe ${products ? "productos" : "algo"} de ${shop} cuando compra su gente.`,
};

export const go: Words["go"] = {
  heading: "Tu descuento está listo",
  text: "Vas de camino a la tienda. Si no pasa nada, pulsa aquí:",
  button: "Ir a la tienda",
};
