/** What stands around every letter: the greeting, and at the foot why it comes and the way out. */
import type { MailWords } from "../words-for";

export const greeting: MailWords["greeting"] = (name) => (name ? `Bonjour ${name},` : "Bonjour,");

export const because: MailWords["because"] = {
  asked: (store) => `Vous avez dit oui aux e-mails de ${store}.`,
  shares: (store) => `Vous recevez ceci parce que vous parlez de ${store} à vos proches.`,
  left: (store) => `Vous avez parlé de ${store} à vos proches.`,
};

export const optOut: MailWords["optOut"] = "Ne m'écrivez plus à ce sujet, s'il vous plaît";
