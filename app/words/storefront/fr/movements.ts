/** What moved on an ambassador's accounts, kindly, and what happens next. An order stands before a colon, where it needs no article. */
import type { Words } from "../words-for";

export const movementNames: Words["movementNames"] = {
  order: (name) => (name === null ? "une commande" : `commande ${name}`),
  debt: (name) => (name === null ? "une commande" : `commande ${name}`),
  reward: (name) => (name === null ? "une récompense" : `« ${name} »`),
};

export const movementReasons: Words["movementReasons"] = {
  credit: (order) => `${order} : quelqu'un a acheté, et voici votre part.`,
  "credit lowered": (order) => `${order} : une partie a été rendue, et votre part avec elle.`,
  "credit voided": (order) => `${order} : elle ne compte plus, votre part est donc repartie. Cela arrive, et vous n'avez rien fait de mal.`,
  "return window over": (order) => `${order} : plus rien ne peut être rendu, c'est à vous maintenant.`,
  "reward taken": (reward) => `Vous avez choisi ${reward}. Profitez-en bien.`,
  settled: () => "La boutique a réglé cela directement avec vous.",
  "reward given back": (reward) => `${reward} : cela n'a pas pu se faire, ce qu'il en a coûté est de nouveau à vous.`,
  "reward expired": (reward) => `${reward} : le délai est passé, ce qu'il en a coûté est de nouveau à vous.`,
  merged: (name) => `${name} est arrivé ici quand vos deux comptes client à la boutique n’en ont fait plus qu’un.`,
  forgiven: () => "La boutique vous a fait grâce de ce qui manquait. Vous ne devez rien.",
  "forgiven no more": () => "Ce qui est revenu couvre d'abord ce dont la boutique vous avait fait grâce. Vous ne devez rien.",
};
