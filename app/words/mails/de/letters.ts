/** What each letter says when its owner has not worded it. `after` and the button are not the owner's to change. */
import type { MailWords } from "../words-for";

const OFFER = [
  { label: "Andere sparen", field: "offer" },
  { label: "Du bekommst", field: "credit" },
];

const LEAVE = "Aufhören kannst du jederzeit.";

export const letters: MailWords["letters"] = {
  invitation: {
    subject: "{name}, erzählst du anderen von {store}?",
    opening: "{reason} Danke dafür.",
    body: `Magst du dir einen eigenen Code aussuchen? Andere sparen damit {offer}, und du bekommst {credit} von dem, was sie kaufen, zum Ausgeben bei uns.

Um eines bitten wir dich: Wenn du ihn teilst, sag dazu, dass du etwas dafür bekommst. ${LEAVE}`,
    shown: OFFER,
    button: "Meinen Code aussuchen",
    after: "Der Knopf funktioniert bis zum {until}. Wenn es nichts für dich ist, musst du gar nichts tun.",
  },
  reminder: {
    subject: "{name}, dein Code bei {store} ist noch frei",
    opening: "{reason} Vor ein paar Tagen haben wir gefragt, ob du von {store} erzählen magst.",
    body: `Falls es untergegangen ist: Andere sparen {offer} mit einem Code von dir, und du bekommst {credit} von dem, was sie kaufen, zum Ausgeben bei uns. Wenn du ihn teilst, sagst du dazu, dass du etwas dafür bekommst.

Ist es nichts für dich, ist alles gut: Wir fragen nicht noch einmal.`,
    shown: OFFER,
    button: "Meinen Code aussuchen",
    after: "Der Knopf funktioniert bis zum {until}.",
  },
  welcome: {
    subject: "{code} gehört dir",
    opening: "Schön, dass du dabei bist.",
    body: `Wer {code} benutzt, bekommt {offer} Rabatt, und du bekommst {credit} von dem, was so gekauft wird, zum Ausgeben bei uns.

Ein guter Anfang: Erzähl einem Menschen von dem, was du hier am liebsten magst, und sag dazu, dass du etwas dafür bekommst. Das Wort „Werbung“ genügt. Auf deiner Seite stehen der Link und zwei Zeilen zum Kopieren.`,
    shown: [{ label: "Dein Code", field: "code" }],
    button: "Zu meiner Seite",
    after: "Dort steht jede Bestellung mit dem, was sie dir bringt und wann.",
  },
  "first sale": {
    subject: "Jemand hat mit deinem Code gekauft",
    opening: "Jemand hat dir vertraut: Zum ersten Mal wurde über dich bei uns gekauft.",
    body: `{waiting}

Du musst nichts tun. Wenn du weißt, wer es war, ist ein kurzes Danke das Schönste, was du schicken kannst.`,
    shown: [{ label: "Das bringt dir", field: "amount" }],
    button: "Ansehen, was es brachte",
    after: "Auf deiner Seite steht bei jeder Bestellung, warum sie zählt.",
  },
  "reward earned": {
    subject: "{amount} gehören jetzt dir",
    opening: "Das Warten ist vorbei: Die Tage für Rückgaben sind um.",
    body: `Es liegt bei uns, zum Behalten und Ausgeben. {next}

Such dir etwas aus, wann du magst: Es muss nicht heute sein, und es muss nicht alles sein. Auf deiner Seite steht, was du jetzt haben kannst und was als Nächstes kommt.`,
    shown: [{ label: "Gehört dir", field: "amount" }],
    button: "Etwas aussuchen",
    after: "Danke, dass du von uns erzählst.",
  },
  "tier reached": {
    subject: "Du bist jetzt {tier}",
    opening: "Was du erzählt hast, kam gut an, und was gekauft wurde, wurde behalten.",
    body: `Wir haben es gemerkt, und du bist aufgestiegen. {gains}

Das zählt ab der nächsten Bestellung, und es bleibt dabei: Niemand steigt wieder ab. Dein Code, dein Link und deine Seite sind dieselben wie immer.`,
    shown: [{ label: "Du bist jetzt", field: "tier" }],
    button: "Zu meiner Seite",
    after: "Danke für jedes gute Wort.",
  },
  "code replaced": {
    subject: "Du hast einen neuen Code: {code}",
    opening: "Wir mussten dir einen anderen Code geben. Entschuldige die Umstände.",
    body: `{code} gilt jetzt: Bitte nimm ab sofort diesen. {old_code}

Du hast nichts falsch gemacht: Ein Code kann im Laden schon vergeben sein oder bei Fremden landen. Was dir gehört, bleibt deins, und dein Link bringt von selbst den neuen Code.`,
    shown: [{ label: "Dein neuer Code", field: "code" }],
    button: "Zum neuen Code",
    after: "Wenn du den alten irgendwo gepostet hast, tausch ihn bei Gelegenheit aus.",
  },
  progress: {
    subject: "Dein {month} bei {store}",
    opening: "{happened}",
    body: `{waiting} {next}

Eine Idee für diesen Monat: {idea} Wenn du teilst, sag dazu, dass du etwas dafür bekommst; „Werbung“ davor genügt.

Gerade keine Zeit? Dein Code gilt weiter.`,
    shown: [
      { label: "Gehört dir", field: "amount" },
      { label: "Wartet", field: "pending" },
    ],
    button: "Ansehen, wo ich stehe",
    after: "Das schreiben wir einmal im Monat, und nur solange du dabei bist.",
  },
  goodbye: {
    subject: "Danke, {name}",
    opening: "Du hast aufgehört, und alles ist so, wie du es wolltest.",
    body: `Deine Seite ist geschlossen, und dein Code bringt dir nichts mehr. Wer ihn hat, kann ihn noch einmal benutzen. {kept}

Danke für jedes gute Wort. Du kaufst hier ein wie alle anderen, und wir freuen uns über dich. Darüber schreiben wir dir nicht mehr.`,
    button: "Ansehen, was mir gehört",
  },
};
