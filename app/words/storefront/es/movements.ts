/** What moved on an ambassador's accounts, kindly, and what happens next. An order stands before a colon, where it needs no article. */
import type { Words } from "../words-for";

export const movementNames: Words["movementNames"] = {
  order: (name) => (name === null ? "un pedido" : `pedido ${name}`),
  debt: (name) => (name === null ? "un pedido" : `pedido ${name}`),
  reward: (name) => (name === null ? "una recompensa" : `«${name}»`),
};

export const movementReasons: Words["movementReasons"] = {
  credit: (order) => `${order}: alguien ha comprado, y esta es tu parte.`,
  "credit lowered": (order) => `${order}: se devolvió una parte, y con ella tu parte también.`,
  "credit voided": (order) => `${order}: ya no cuenta, así que tu parte se ha ido. A veces pasa, y tú no has hecho nada mal.`,
  "return window over": (order) => `${order}: ya no se puede devolver nada, ahora es tuyo.`,
  "reward taken": (reward) => `Elegiste ${reward}. Que lo disfrutes.`,
  settled: () => "La tienda ha arreglado esto contigo directamente.",
  "reward given back": (reward) => `${reward}: no pudo ser, y lo que costó vuelve a ser tuyo.`,
  "reward expired": (reward) => `${reward}: no se usó a tiempo, y lo que costó vuelve a ser tuyo.`,
  merged: (name) => `${name} llegó aquí cuando tus dos cuentas de cliente en la tienda se unieron en una.`,
  forgiven: () => "La tienda te ha perdonado lo que faltaba. No debes nada.",
  "forgiven no more": () => "Lo que ha vuelto cubre primero lo que la tienda te había perdonado. No debes nada.",
};
