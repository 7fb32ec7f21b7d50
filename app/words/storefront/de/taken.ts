/** What an ambassador has taken: what it is called where no product names it, how it stands, and how to use it. */
import type { Words } from "../words-for";

export const taken: Words["taken"] = {
  names: { "store credit": "Guthaben", "gift card": "Geschenkgutschein", cash: "Geld" },
  requested: {
    "product code": "Wir machen gerade deinen Code. Gleich steht er hier.",
    "product sent": "Der Laden weiß Bescheid und schickt es an deine Adresse. Den Versand zahlt er.",
    "store credit": "Es ist unterwegs auf dein Kundenkonto im Laden.",
    "gift card": "Wir machen gerade deinen Gutschein. Gleich steht er hier.",
    cash: "Der Laden weiß Bescheid und schaut es sich an. Er zahlt es dir aus und schreibt dir, falls er etwas braucht.",
  },
  approved: {
    "product sent": "Der Laden hat Ja gesagt und macht es fertig.",
    cash: "Der Laden hat Ja gesagt und zahlt es dir mit den nächsten aus.",
  },
  issued: {
    "product code": (until) =>
      `Leg es mit diesem Code in den Warenkorb${until ? `, und zwar bis zum ${until}` : ""}. Ein Stück ist damit umsonst; Versand kann dazukommen.`,
    "product sent": () => "Der Laden hat es fertig und schickt es an deine Adresse. Den Versand zahlt er.",
    "store credit": () => "Es ist auf deinem Kundenkonto. Melde dich an der Kasse an und wähl es dort aus.",
    "gift card": () => "Gib diesen Code an der Kasse ein. Behalt ihn für dich: Wer ihn hat, kann ihn ausgeben.",
    cash: () => "Der Laden hat es dir ausgezahlt.",
  },
  inTheMail: (end) =>
    `Der Code steht in der Mail des Ladens und endet auf ${end}. Gib ihn an der Kasse ein und behalt ihn für dich: Wer ihn hat, kann ihn ausgeben.`,
  used: "Das hast du schon. Viel Freude damit.",
  failed: "Das hat nicht geklappt, und was es gekostet hat, gehört wieder dir. Such dir gern etwas anderes aus.",
  ranOut: "Der Code ist abgelaufen. Wenn ihn niemand benutzt hat, gehört dir in etwa zwei Tagen wieder, was es gekostet hat.",
  expired: "Der Code lief unbenutzt ab, und was es gekostet hat, gehört wieder dir. Such dir aus, was du magst.",
  undone:
    "Die Bestellung dazu wurde storniert oder zurückgenommen. Der Laden schaut es sich an; bis dahin bleibt abgezogen, was es gekostet hat.",
  looking: "Der Laden schaut sich das an und schreibt dir.",
  working: "Wir sind dabei.",
};
