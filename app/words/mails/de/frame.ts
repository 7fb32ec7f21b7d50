/** What stands around every letter: the greeting, and at the foot why it comes and the way out. */
import type { MailWords } from "../words-for";

export const greeting: MailWords["greeting"] = (name) => (name ? `Hallo ${name},` : "Hallo,");

export const because: MailWords["because"] = {
  asked: (store) => `Du hast Ja gesagt zu E-Mails von ${store}.`,
  shares: (store) => `Du bekommst das, weil du ${store} weiterempfiehlst.`,
  left: (store) => `Du hast ${store} weiterempfohlen.`,
};

export const optOut: MailWords["optOut"] = "Bitte schreibt mir darüber nicht mehr";
