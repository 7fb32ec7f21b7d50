/** What the merge fields say: of each fact the words or the whole sentence it makes. */
import { asAmount } from "~/words/storefront/de/standing";
import { speech } from "~/words/storefront/speech";
import type { MailWords } from "../words-for";

const { plural, list, choice } = speech("de");

export const reasons: MailWords["reasons"] = {
  since: (month) => `Du bist seit ${month} bei uns.`,
  comesBack: "Du bist immer wieder zu uns gekommen.",
  chosen: "Du gehörst zu den Menschen, über die wir uns in unserem Laden am meisten freuen.",
};

export const tiers: MailWords["tiers"] = { friend: "im Freundeskreis", insider: "im engsten Kreis", icon: "eine Ikone" };

export const gains: MailWords["gains"] = {
  credit: (percent) => `${percent} von dem, was andere über dich kaufen`,
  firstChoice: "bei Neuem die erste Wahl",
  cash: "auf Wunsch Geld",
  brings: (parts) => `Das bringt dir ${list(parts)}.`,
};

export const oldCode: MailWords["oldCode"] = (code) => `Der alte, ${code}, zählt nicht mehr für dich.`;

export const waiting: MailWords["waiting"] = {
  all: (until) =>
    `Was noch wartet, gehört dir ${until ? `spätestens am ${until}` : "einige Tage, nachdem die Pakete unterwegs sind"}, falls nichts zurückkommt.`,
  yours: "Das gehört dir schon, für alles, was du hier am liebsten magst.",
  until: (day) => `Das wartet bis zum ${day}, falls etwas zurückkommt; dann gehört es dir, für alles, was du hier am liebsten magst.`,
  untilSent:
    "Das wartet noch einige Tage, nachdem das Paket unterwegs ist, falls etwas zurückkommt; dann gehört es dir, für alles, was du hier am liebsten magst.",
};

export const next: MailWords["next"] = {
  lacks: (amount, title) => `Noch ${amount}, und „${title}“ gehört dir.`,
  within: (title) => `„${title}“ ist in Reichweite: Du kannst es jetzt haben.`,
  as: asAmount,
  amountLacks: (amount, ways) => `Noch ${amount}, dann kannst du es dir ${choice(ways)} nehmen.`,
  amountWithin: (amount, ways) => `Deine ${amount} kannst du dir jetzt nehmen, ${choice(ways)}.`,
};

export const months: MailWords["months"] = {
  sold: (month, friends, brought) =>
    `Im ${month} ${plural(friends, { one: "hat eine Person", other: "haben # Leute" })} mit deinem Code gekauft${brought ? `; das bringt dir ${brought}` : ""}.`,
  visited: (month, visits) =>
    `Im ${month} wurde deine Seite ${plural(visits, { one: "einmal", other: "#-mal" })} geöffnet; gekauft hat noch niemand, und so fängt es an.`,
  quiet: (month) => `Es war ein ruhiger ${month}: Niemand kam über deinen Link. Das geht allen mal so.`,
};

export const ideas: MailWords["ideas"] = [
  "Erzähl jemandem, wie du auf das gekommen bist, was du am meisten benutzt.",
  "Setz deinen Link unter ein Bild davon im Alltag, einfach so, wie es ist.",
  "Frag jemanden, was er oder sie gerade sucht, und sag ehrlich, ob wir es haben.",
  "Zeig das eine, das du morgen wieder kaufen würdest.",
  "Leih deins jemandem aus, bevor die Entscheidung fällt.",
  "Schreib zwei Zeilen darüber, was dich überrascht hat, gut oder schlecht.",
];

export const kept: MailWords["kept"] = (amount) => `Deine ${amount} bleiben dir: Schreib dem Laden, dann klärt ihr das.`;
