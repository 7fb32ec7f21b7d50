/** What the store's pages say, page by page. What they say of facts (an order, a reward, a tier) has files of its own beside. */
import { speech } from "../speech";
import type { Words } from "../words-for";
import { lookAgain } from "./own-page";

const { plural, number, choice } = speech("de");
const days = (count: number): string => plural(count, { one: "# Tag", other: "# Tage" });

export const common: Words["common"] = {
  toStore: "Zum Laden",
  copied: "Kopiert",
};

export const join: Words["join"] = {
  heading: (name) => (name ? `${name}, erzählst du von uns?` : "Erzählst du von uns?"),
  lead: (shop) => `${shop} lädt dich ein: Du weißt, was hier gut ist. Wenn du davon erzählst, passiert das:`,
  friends: "Wer auf dich hört, bekommt",
  friendsText: (percent) => `${percent} Rabatt mit deinem Code, einmal pro Person.`,
  you: "Du bekommst",
  youText: (percent, shop, newOnly, ways) => {
    const share = `${percent} von ${newOnly ? "jeder ersten Bestellung" : "jeder Bestellung"}`;
    if (!ways) return `${share}, für Produkte deiner Wahl bei ${shop}.`;
    return ways.length ? `${share}. ${shop} gibt dir das ${choice(ways)}.` : `${share}.`;
  },
  example: (pays, yours) => `Jemand zahlt ${pays}: Das sind ${yours} für dich.`,
  aboutYou: "Erzähl uns ein bisschen von dir, wenn du magst",
  aboutYouHelp: (shop) => `Nur ${shop} sieht das, und niemand prüft die Zahlen. Du kannst es später ändern oder weglassen.`,
  yours: (returnDays) => `${days(returnDays)} nach dem Versand gehört es dir; bis dahin kann noch etwas zurückkommen.`,
  ask: "Unsere Bitte",
  askText: "Sag beim Teilen immer dazu, dass du etwas dafür bekommst. „Werbung“ davor genügt.",
  name: "Der Name, unter dem man dich kennt",
  code: "Dein Code",
  codeHelp: "Behalt diesen oder denk dir einen aus: leicht zu sagen, 4 bis 20 Buchstaben und Ziffern.",
  ideas: "Ideen:",
  friendsSee: (shop) =>
    `Für deinen Freundeskreis gibt es eine Seite mit deinem Namen. Was du kaufst, bleibt zwischen dir und ${shop}: Die Seite zeigt nur etwas davon, wenn du es später selbst auswählst.`,
  button: "Mitmachen",
  openUntil: (day) => `Diese Einladung ist nur für dich. Sie gilt bis zum ${day}.`,
  mustAgree: "Bitte setz zuerst hier den Haken. Man muss sehen können, dass du etwas dafür bekommst.",
  wentWrong: "Etwas stimmt noch nicht ganz. Was du geschrieben hast, steht noch da.",
};

export const joined: Words["joined"] = {
  heading: (name) => `Schön, dass du da bist, ${name}.`,
  codeIs: "Dein Code ist",
  making: "Wir sagen gerade der Kasse Bescheid. In ein paar Minuten kann man ihn benutzen.",
  yourPage: "Die Seite für deinen Freundeskreis:",
  pageShows:
    "Darauf stehen dein Name und das Angebot, und nichts von dem, was du kaufst. Wenn du magst, zeig ein paar Dinge, die du liebst: Du wählst sie auf deiner eigenen Seite aus.",
  next: "Auf deiner eigenen Seite steht, was gekauft wurde, was dir gehört und was du dafür haben kannst. Melde dich mit der E-Mail-Adresse an, an die wir geschrieben haben.",
  button: "Zu meiner Seite",
};

export const closedLinks: Words["closedLinks"] = {
  "link unknown": {
    heading: "Dieser Link führt ins Leere",
    text: "Bitte öffne ihn noch einmal aus der E-Mail. Hilft das nicht, wurde er dort vielleicht abgeschnitten.",
  },
  "link expired": {
    heading: "Diese Einladung ist abgelaufen",
    text: "Einladungen gelten zwei Wochen. Schreib dem Laden, wenn du noch mitmachen magst; man freut sich dort.",
  },
  "link used": { heading: "Du bist schon dabei", text: "Diese Einladung hat ihren Dienst getan. Zu deiner Seite ist es nur ein Klick." },
  "no programme": {
    heading: "Gerade gibt es hier nichts zum Mitmachen",
    text: "Der Laden macht damit Pause. Danke, dass du geschaut hast.",
  },
};

export const signIn: Words["signIn"] = {
  heading: "Dein Dankeschön",
  text: "Melde dich an: Dann siehst du deinen Code, was gekauft wurde und was dir gehört.",
  button: "Anmelden",
  email: "Nimm die E-Mail-Adresse, an die dir der Laden schreibt. Du brauchst kein weiteres Konto.",
};

export const stranger: Words["stranger"] = {
  heading: "Hier ist noch nichts",
  text: (shop) =>
    `Diese Seite ist für Leute, die ${shop} gebeten hat, anderen zu erzählen. Wenn du gefragt wurdest, öffne den Link in der E-Mail.`,
};

export const rewards: Words["rewards"] = {
  heading: (name) => `Hallo ${name}`,
  next: "Was du haben könntest",
  canHave: (title) => `„${title}“ kannst du jetzt haben.`,
  toGo: (lack, title) => `Noch ${lack} bis „${title}“`,
  progress: (title) => `Wie viel von „${title}“ dir schon gehört`,
  canTake: (amount, ways) => `Deine ${amount} kannst du dir jetzt nehmen, ${choice(ways)}.`,
  toGoFor: (lack, ways) => `Noch ${lack}, dann kannst du es dir ${choice(ways)} nehmen.`,
  progressFor: "Wie viel davon dir schon gehört",
  choose: "Aussuchen",
  share: "Erzähl es weiter",
  yourCode: "Dein Code",
  yourLink: "Dein Link",
  linkHelp: "Dein Link führt zu einer Seite mit deinem Namen. Der Rabatt ist dort von selbst da.",
  qr: (code) => `Ein Bild für die Handykamera: Es öffnet die Seite von ${code}`,
  qrHelp: "Zum Abfotografieren mit dem Handy.",
  copyCode: "Code kopieren",
  copyLink: "Link kopieren",
  shareButton: "Teilen",
  whatsapp: "WhatsApp",
  mail: "E-Mail",
  mailSubject: (shop) => `Etwas für dich bei ${shop}`,
  captions: "Worte, die du nehmen kannst",
  captionsHelp: "Sie beginnen mit „Werbung“, weil man sofort sehen muss, dass du etwas dafür bekommst.",
  copyWords: "Diese Worte kopieren",
  noCode: "Hier steht dein Code, sobald er fertig ist.",
  orders: "Was über dich gekauft wurde",
  noOrders: "Noch nichts. Die meisten schicken ihren Link zuerst einer Person, der es gefallen würde.",
  waitingForBank: (amount: string) => `${amount} warten auf die Antwort der Bank`,
  waiting: (amount, until) =>
    until
      ? `${amount} warten bis zum ${until}, falls etwas zurückkommt`
      : `${amount} warten, bis das Paket unterwegs war und nichts mehr zurückkommen kann`,
  isYours: (amount) => `${amount} gehören dir`,
  earlierOrders: (count) => plural(count, { one: "# frühere zeigen", other: "# frühere zeigen" }),
  moreOrders: (shown, total) => `Die neuesten ${number(shown)} von ${number(total)}.`,
  shelf: "Was du dir nehmen kannst",
  shelfHelp: (earned) => `Du kannst hier ${earned} ausgeben.`,
  emptyShelf: "Der Laden hat hier noch nichts hingelegt. Was dir gehört, bleibt deins.",
  ways: {
    "product code": {
      take: "Das nehme ich",
      who: "Du bekommst einen Code für den Warenkorb; wenn der Laden Versand berechnet, zahlst du den.",
    },
    "product sent": { take: "Zuschicken lassen", who: "Der Laden schickt es dir und zahlt den Versand." },
  },
  firstChoice: "Neu. Als Ikone wählst du zuerst.",
  iconsFirst: (until) => `Neu. Erst wählen die Ikonen; ab dem ${until} ist es auch für dich da.`,
  amounts: {
    heading: "Oder nimm einen Betrag",
    howMuch: (least, earned) => `Wie viel? Von ${least} bis zu deinen ${earned}.`,
    from: (title, least) => `${title}: ab ${least}.`,
    kinds: {
      "store credit": {
        title: "Guthaben",
        text: "Es kommt auf dein Kundenkonto im Laden, für alles, was du magst. Zum Ausgeben meldest du dich an der Kasse an.",
        button: "Ja, auf mein Konto damit",
      },
      "gift card": {
        title: "Geschenkgutschein",
        text: "Du bekommst einen Code, den hier jede und jeder ausgeben kann. Auch gut zum Verschenken.",
        button: "Ja, den nehme ich",
      },
      cash: {
        title: "Geld",
        text: "Der Laden schaut es sich erst an und zahlt es dir dann aus. Er schreibt dir, falls er etwas braucht.",
        button: "Ja, bitte auszahlen",
      },
    },
  },
  ended: (theirs) =>
    `Der Laden hat das hier beendet, neue Bestellungen zählen also nicht mehr. ${theirs} Was dir gehört, kannst du dir unten nehmen. Danke für alles.`,
  confirm: (title, price, earned) => `„${title}“ nehmen, für ${price} von deinen ${earned}?`,
  confirmButton: "Ja, das nehme ich",
  where: {
    heading: "Wohin es geht",
    right: "Der Laden schickt es hierhin. Stimmt das?",
    yes: "Ja, schickt es hierhin",
    none: "Der Laden hat noch keine Adresse von dir, und ohne kann er nichts schicken.",
    change: "Meine Adresse ändern",
    add: "Meine Adresse eintragen",
    changed: "Das öffnet dein Kundenkonto im Laden. Wenn es erledigt ist, schau hier noch einmal nach.",
    again: "Noch einmal nachsehen",
  },
  shelfLack: (lack) => `Noch ${lack}`,
  moreShelf: (count) => plural(count, { one: "# weiteres zeigen", other: "# weitere zeigen" }),
  taken: "Was du dir genommen hast",
  use: "In den Warenkorb",
  smallPrint: "Das Kleingedruckte",
  rates: (offer, credit, returnDays) =>
    `Wer über dich kauft, bekommt ${offer} Rabatt. Du bekommst ${credit} vom Warenwert, ohne Steuer und Versand. Das wartet ${days(returnDays)} und gehört dann dir.`,
  reversal: "Kommt etwas zurück, geht auch dein Anteil daran zurück. Deine eigenen Bestellungen zählen nicht.",
  leave: "Aufhören",
  leaveText: (code, theirs, settles) =>
    `Deine Seite schließt sofort${code ? `, und Bestellungen mit ${code} zählen nicht mehr für dich; wer den Code hat, behält den Rabatt` : ""}. ${theirs}${settles ? " Schreib dem Laden, dann klärt ihr das." : ""}`,
  leaveButton: "Ja, meine Seite schließen",
  leftSettled: "Deine Seite ist geschlossen, und es ist nichts mehr offen. Danke für alles.",
  left: (theirs, settles) =>
    `Deine Seite ist geschlossen. ${theirs}${settles ? " Schreib dem Laden, dann klärt ihr das." : ""} Danke für alles.`,
};

/** What pressing a button on the rewards page led to. */
export const outcomes: Words["outcomes"] = {
  ...lookAgain,
  requested: (kind, title) =>
    ({
      "product code": `Gute Wahl. Wir machen einen Code, mit dem „${title}“ einmal umsonst ist; gleich steht er unten.`,
      "product sent": `Gute Wahl. Der Laden weiß Bescheid und schickt dir „${title}“.`,
      "store credit": "Gut. Es ist unterwegs auf dein Kundenkonto im Laden.",
      "gift card": "Gut. Wir machen deinen Gutschein; gleich steht sein Code unten.",
      cash: "Gut. Der Laden weiß Bescheid und schaut es sich an.",
    })[kind] ?? "Gut. Es steht unten.",
  "not offered": "Das bietet der Laden gerade nicht an. Es wurde nichts abgezogen; such dir gern etwas anderes aus.",
  "not your tier": "Das ist für Ikonen. Es wurde nichts abgezogen; such dir gern etwas anderes aus.",
  "first dibs": (until) =>
    until
      ? `Das ist neu, und Ikonen wählen zuerst. Ab dem ${until} ist es auch für dich da. Es wurde nichts abgezogen.`
      : "Das ist neu, und Ikonen wählen zuerst. Es wurde nichts abgezogen.",
  "amount too small": (least) =>
    least ? `Bitte nimm ${least} oder mehr. Es wurde nichts abgezogen.` : "Bitte nimm etwas mehr. Es wurde nichts abgezogen.",
  "no such amount": "Diesen Betrag konnten wir nicht lesen. Schreib ihn wie 5 oder 5,50. Es wurde nichts abgezogen.",
  "same request": "Das hast du schon genommen; einmal drücken reicht. Es steht unten.",
  "given back before":
    "Was du mit diesem Knopf genommen hattest, ist zurückgegangen, und was es gekostet hat, gehört wieder dir. Jetzt wurde nichts abgezogen; drück noch einmal, wenn du es weiterhin magst.",
  "another amount before": (taken) =>
    `Dieser Knopf hat vorher schon ${taken ?? "einen anderen Betrag"} genommen; das steht unten. Mehr wurde nicht abgezogen; drück noch einmal, wenn du noch einen Betrag möchtest.`,
  "balance too low": (lack) =>
    lack ? `Dafür fehlen noch ${lack}. Es wurde nichts abgezogen.` : "Dafür reicht es gerade nicht. Es wurde nichts abgezogen.",
  "price changed": (price) =>
    price
      ? `Der Preis ist jetzt ${price}, darum wurde nichts abgezogen. Drück noch einmal, wenn das in Ordnung ist.`
      : "Der Preis hat sich geändert, darum wurde nichts abgezogen. Schau noch einmal hin, bevor du wählst.",
  gone: "Das ist gerade ausverkauft. Es wurde nichts abgezogen; such dir gern etwas anderes aus.",
  "not on the shelf": "Das hat der Laden weggenommen. Es wurde nichts abgezogen; such dir gern etwas anderes aus.",
  "confirm address": "Es ist noch nichts abgezogen. Schau erst, wohin es gehen würde.",
  "address changed":
    "Deine Adresse im Laden ist inzwischen eine andere, deshalb wurde nichts abgezogen. Schau noch einmal, wohin es gehen würde.",
  "no address": "Es wurde nichts abgezogen: Der Laden weiß noch nicht, wohin damit.",
  "try later": "Die Kasse antwortet gerade nicht. Es wurde nichts abgezogen; versuch es in ein paar Minuten noch einmal.",
  "no programme": "Der Laden macht damit Pause. Es wurde nichts abgezogen, und was dir gehört, bleibt deins.",
  "not an ambassador": "Deine Seite ist geschlossen, darum wurde nichts abgezogen. Schreib dem Laden, dann klärt ihr, was dir gehört.",
  "press again": "Diese Seite war schon lange offen. Es wurde nichts abgezogen; drück noch einmal.",
  "code changed": "Gute Wahl. Dein neuer Code wird gerade angelegt; der alte gilt noch eine Weile.",
  "code taken back": "Er ist wieder dein Code. Der andere gilt noch eine Weile.",
  "code unchanged": "Den hast du schon.",
  "changed often": (againAt) =>
    `Du hast ihn ein paarmal geändert, und die alten gelten noch. ${againAt ? `Ab dem ${againAt}` : "Bald"} kannst du einen neuen wählen. Es wurde nichts geändert.`,
  paused: "Genieß deine Pause. Auf deiner Seite steht es auch, und dein Code gilt wie bisher.",
  "already paused": "Du machst schon Pause.",
  resumed: "Schön, dass du wieder da bist. Deine Seite ist wieder offen.",
  "not paused": "Deine Seite ist schon offen.",
  saved: "Gespeichert.",
  left: "Erledigt. Deine Seite ist geschlossen.",
  "already left": "Deine Seite war schon geschlossen.",
};

export const landing: Words["landing"] = {
  heading: (name, shop) => `${name} kauft bei ${shop}`,
  loves: (name) => `Was ${name} liebt`,
  pausedHeading: (name) => `${name} macht gerade Pause`,
  pausedText: (name) => `Hast du einen Code von ${name}? Er gilt wie bisher. Und der Laden hat offen.`,
  offer: (percent) => `${percent} Rabatt für dich`,
  offerText: "Der Rabatt wird an der Kasse von selbst abgezogen.",
  button: (percent) => `Los mit ${percent} Rabatt`,
  disclosure: (name, shop, products) =>
    `${name} bekommt ${products ? "Produkte" : "etwas"} von ${shop}, wenn jemand aus dem Freundeskreis kauft.`,
  notReady: (name) => `${name} ist ganz frisch dabei, und der Rabatt wird noch angelegt. Bitte versuch es in ein paar Minuten noch einmal.`,
  closedHeading: "Diese Seite ist geschlossen",
  closedText: "Den Rabatt, den es hier gab, gibt es nicht mehr. Der Laden ist noch da.",
  unknownHeading: "Diese Seite finden wir nicht",
  unknownText: "Schau dir den Link noch einmal an: Vielleicht fehlt ein Buchstabe.",
};

export const optOut: Words["optOut"] = {
  heading: "Keine solchen E-Mails mehr?",
  text: "Drück auf den Knopf, und du bekommst keine Einladungen und Erinnerungen wie diese mehr. E-Mails zu deinen Bestellungen kommen weiter.",
  button: "Ja, keine mehr davon",
  doneHeading: "Erledigt",
  doneText:
    "Du bekommst keine solchen E-Mails mehr. Falls du doch einmal mitmachen magst: Der Link in der Einladung geht noch, bis sie abläuft.",
  unknownHeading: "Dieser Link führt ins Leere",
  unknownText: "Vielleicht wurde er abgeschnitten. Bitte öffne ihn noch einmal aus der E-Mail.",
};

export const account: Words["account"] = {
  order: {
    reward: (title) =>
      title
        ? `Mit dieser Bestellung hast du dir dein Dankeschön geholt: ${title}. Viel Freude damit.`
        : "Mit dieser Bestellung hast du dir dein Dankeschön geholt. Viel Freude damit.",
    countsFor: (name) => `${name} hat dir von uns erzählt und bekommt dafür von uns ein Dankeschön, weil du gekauft hast.`,
  },
};

export const trouble: Words["trouble"] = {
  tooManyHeading: "Kurz durchatmen",
  tooManyText: "Gerade kamen sehr viele Versuche von deiner Adresse. Bitte warte eine Minute und versuch es noch einmal.",
  brokenHeading: "Das hat nicht geklappt",
  brokenText: "Das liegt an uns, und es ging nichts verloren. Bitte versuch es in ein paar Minuten noch einmal.",
  notLetIn: "Wir konnten nicht sehen, wer du bist. Bitte melde dich an und versuch es noch einmal.",
  tooLargeHeading: "Das war zu viel auf einmal",
  tooLargeText: "Bitte geh zurück und schreib etwas weniger.",
};
