/** What moved on an ambassador's accounts, kindly, and what happens next. An order stands before a colon, where it needs no case. */
import type { Words } from "../words-for";

export const movementNames: Words["movementNames"] = {
  order: (name) => (name === null ? "eine Bestellung" : `Bestellung ${name}`),
  debt: (name) => (name === null ? "eine Bestellung" : `Bestellung ${name}`),
  reward: (name) => (name === null ? "ein Dankeschön" : `„${name}“`),
};

export const movementReasons: Words["movementReasons"] = {
  credit: (order) => `${order}: Jemand hat gekauft, und das ist dein Anteil.`,
  "credit lowered": (order) => `${order}: Ein Teil ging zurück, und mit ihm dein Anteil daran.`,
  "credit voided": (order) =>
    `${order}: Sie zählt nicht mehr, deshalb ging dein Anteil zurück. Das kommt vor, und du hast nichts falsch gemacht.`,
  "return window over": (order) => `${order}: Es kann nichts mehr zurückgehen. Das gehört jetzt dir.`,
  "reward taken": (reward) => `Du hast ${reward} gewählt. Viel Freude damit.`,
  settled: () => "Der Laden hat das direkt mit dir geregelt.",
  "reward given back": (reward) => `${reward} hat leider nicht geklappt. Was es gekostet hat, gehört wieder dir.`,
  "reward expired": (reward) => `${reward} wurde nicht rechtzeitig eingelöst. Was es gekostet hat, gehört wieder dir.`,
  merged: (name) => `${name} kam mit, als deine beiden Kundenkonten im Laden eins wurden.`,
  forgiven: () => "Der Laden hat dir erlassen, was noch fehlte. Du schuldest nichts.",
  "forgiven no more": () => "Was zurückkam, gleicht zuerst aus, was der Laden dir erlassen hatte. Du schuldest nichts.",
};
