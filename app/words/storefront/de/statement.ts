/** The statement: what moved on an ambassador's account, and the spreadsheet of it. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("de");

export const statement: Words["statement"] = {
  link: "Alles ansehen, was sich bewegt hat",
  heading: (name) => `${name}, das hat sich alles bewegt`,
  signedOut: "Was sich auf deinem Konto bewegt hat",
  days: "Andere Tage",
  from: "Erster Tag",
  last: "Letzter Tag",
  show: "Diese Tage zeigen",
  span: (from, last) => {
    if (from && last) return from === last ? `Am ${from}.` : `Vom ${from} bis zum ${last}.`;
    if (from) return `Seit dem ${from}.`;
    return last ? `Bis zum ${last}.` : "Von deinem ersten Tag bis jetzt.";
  },
  movements: (total) =>
    total === 0
      ? "In diesen Tagen hat sich nichts bewegt"
      : plural(total, { one: "Eine Sache ist passiert", other: "# Dinge sind passiert" }),
  opening: "Am Anfang",
  closing: "Am Ende",
  balance: (pending, earned, redeemed) => `${pending} warten, ${earned} gehören dir, ${redeemed} als Dankeschön genommen.`,
  waiting: "wartend",
  yours: "für dich",
  taken: "genommen",
  page: (page, pages) => `Seite ${page} von ${pages}`,
  earlier: "Früher",
  later: "Später",
  download: "Als Tabelle speichern (CSV)",
  back: "Zurück zu meiner Seite",
  everything: "Alles zeigen",
  problemHeading: "Diese Tage kennen wir nicht",
  problems: {
    "no day": "Einer davon steht in keinem Kalender. Wähl ihn im Kalender aus, oder schreib ihn so: 2026-11-30.",
    backwards: "Der letzte Tag liegt vor dem ersten. Tausch die beiden und versuch es noch einmal.",
  },
  fileName: "mein-auszug.csv",
  csv: {
    columns: {
      day: "Tag",
      person: "Name",
      what: "Was passiert ist",
      source: "Bestellung oder Dankeschön",
      pending: "Wartet",
      earned: "Gehört dir",
      redeemed: "Genommen",
      currency: "Währung",
    },
    opening: "Am Anfang",
    closing: "Am Ende",
    erased: "",
  },
};
