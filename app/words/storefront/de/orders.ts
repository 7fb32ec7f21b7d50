/** Why an order counts or not, kindly and without a friend's name, and what became of it. */
import type { Words } from "../words-for";

export const verdicts: Words["verdicts"] = {
  attributed: "Zählt",
  "under review": "Wird angeschaut",
  ignored: "Zählt nicht",
  "nothing left": "Nichts übrig",
};

export const orderReasons: Words["orderReasons"] = {
  code: "Jemand hat deinen Code benutzt.",
  "click-code": "Jemand kam über deinen Link.",
  click: "Jemand kam über deinen Link.",
  "like-own-purchase": "Der Laden schaut sich diese Bestellung an, weil ihre E-Mail-Adresse einer von deinen sehr ähnlich ist.",
  "same-phone": "Der Laden schaut sich diese Bestellung an, weil deine Telefonnummer darin steht.",
  "same-address": "Der Laden schaut sich diese Bestellung an, weil sie an deine eigene Adresse geht.",
  "same-household":
    "Der Laden schaut sich diese Bestellung an, weil sie an deine Adresse geht. Vielleicht wohnt ihr ja zusammen, darum entscheidet ein Mensch.",
  "same-device": "Der Laden schaut sich diese Bestellung an, weil sie anscheinend von dir zu Hause kommt. Das entscheidet ein Mensch.",
  "code-leaking":
    "Der Laden schaut sich diese Bestellung an, weil dein Code um diese Zeit viel öfter benutzt wurde als sonst. Es geht nichts verloren.",
  "code-unconfirmed": "Der Laden schaut sich diese Bestellung an, weil dein Code da noch angelegt wurde.",
  "own-purchase": "Das war deine eigene Bestellung, darum zählt sie nicht. Nur bei dieser Regel sind wir streng.",
  "not-first-order": "Wer hier gekauft hat, kannte den Laden schon. Es zählt nur die erste Bestellung.",
  "friend-limit": "Diese Person hat dir schon so viel gebracht, wie eine Person bringen kann. Grüß sie von uns!",
  "other-currency": "Diese Bestellung ist in einer anderen Währung als das Dankeschön des Ladens, darum kann sie nicht zählen.",
  "below-minimum": "Diese Bestellung war ein bisschen zu klein, um zu zählen. Die nächste vielleicht nicht.",
  channel: "Diese Bestellung wurde nicht dort gekauft, wo dein Code zählt.",
  "program-ended":
    "Als diese Bestellung kam, hatte der Laden das Ganze angehalten. Darum zählt sie nicht. Was du vorher bekommen hast, bleibt deins.",
  "ambassador-left": "Diese Bestellung kam, als du nicht mehr dabei warst.",
  "code-retired": "Diese Bestellung kam mit einem alten Code von dir, der da schon abgelaufen war. Dein neuer zählt.",
  renewal: "Ein Abo hat sich von selbst verlängert. Es zählt nur die Bestellung, mit der es anfing.",
  "test-order": "Das war ein Test vom Laden.",
  "cancelled-unpaid": "Die Bestellung wurde storniert, bevor sie bezahlt war.",
  "own-reward": "Das war dein Dankeschön.",
  "click-too-old": "Der Besuch über deinen Link war zu lange her, um noch zu zählen.",
  "unknown-code": "Der Code an dieser Bestellung war nicht deiner, als sie aufgegeben wurde.",
  "unknown-click": "Der Link an dieser Bestellung war nicht deiner.",
  "owner-counts": "Der Laden hat sich diese Bestellung angeschaut: Sie zählt.",
  "owner-does-not-count":
    "Der Laden hat sich diese Bestellung angeschaut und entschieden, dass sie nicht zählt. Frag gern nach, wenn du dich wunderst.",
  "nothing-of-ours": "An dieser Bestellung ist weder dein Code noch dein Link.",
  "came-later": "An dieser Bestellung kam ein anderer Code oder Link zuerst, und eine Bestellung kann nur für eine Person zählen.",
  "taken-off": "Dein Code oder Link wurde später von dieser Bestellung genommen, darum zählt sie nicht mehr.",
};

export const orderReasonUnknown: Words["orderReasonUnknown"] = "Frag den Laden nach dieser Bestellung.";

export const orderBecame: Words["orderBecame"] = {
  cancelled: "Die Bestellung wurde später storniert.",
  unpaid: "Sie zählt, sobald sie bezahlt ist.",
  returned: "Später kam alles zurück.",
  "charged back": "Die Bank hat die Zahlung später zurückgeholt, darum bleibt nichts zum Teilen.",
  disputed: "Die Bank prüft diese Zahlung.",
};
