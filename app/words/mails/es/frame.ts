/** What stands around every letter: the greeting, and at the foot why it comes and the way out. */
import type { MailWords } from "../words-for";

export const greeting: MailWords["greeting"] = (name) => (name ? `Hola, ${name}:` : "Hola:");

export const because: MailWords["because"] = {
  asked: (store) => `Dijiste que sí a los correos de ${store}.`,
  shares: (store) => `Recibes esto porque le hablas de ${store} a tu gente.`,
  left: (store) => `Le hablaste de ${store} a tu gente.`,
};

export const optOut: MailWords["optOut"] = "No quiero más correos sobre esto, por favor";
