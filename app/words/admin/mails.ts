/** The words of the pages of letters: which there are, how they look and when they go, and what is wrong with what was typed. */
import type { MailProblem } from "~/domain/letter/mail-setting";
import type { CheckState, DomainCheckName } from "~/domain/letter/mail-domain";
import type { WordsProblem } from "~/domain/letter/merge-field";
import type { LetterKind } from "~/ports/letters";
import { plural } from "./numbers";

const KINDS: Record<LetterKind, { name: string; when: string }> = {
  invitation: { name: "Invitation", when: "When you invite somebody. It says why this person, what their friends get and what they get." },
  reminder: { name: "Reminder", when: "Once, six days after the invitation, to who has neither joined nor said no." },
  welcome: { name: "Welcome", when: "When somebody has joined and their code works." },
  "first sale": { name: "First sale", when: "When the first friend of somebody has bought." },
  "reward earned": {
    name: "Reward earned",
    when: "When the days for returns are over and it is theirs. However many orders, one letter a day.",
  },
  "tier reached": { name: "Moved up", when: "When somebody becomes an insider or an icon." },
  "code replaced": { name: "New code", when: "When a code had to be replaced: the store uses it for something else, or it leaked." },
  progress: { name: "Month by month", when: "In the first days of a month: what happened, what waits, what is next, and one idea." },
  goodbye: { name: "Goodbye", when: "When somebody leaves. It says what stays theirs." },
};

const FIELDS: Record<string, string> = {
  name: "their first name",
  store: "your store's name",
  reason: "one kind sentence about why this person: since when, or that they come back",
  offer: "what a friend gets, such as 15%",
  credit: "what they get of what a friend buys, such as 10%",
  until: "the last day the button works",
  code: "their code",
  old_code: "a sentence about the code before",
  amount: "the amount it is about",
  waiting: "a sentence about what waits, and until when",
  next: "a sentence about the product that is next",
  tier: "Insider or Icon",
  gains: "a sentence about what it changes",
  month: "the month's name",
  happened: "a sentence about what happened in the month",
  idea: "one idea to share, another every month",
  kept: "a sentence about what stays theirs",
};

const inBraces = (fields: string[]): string => {
  const shown = fields.map((field) => `{${field}}`);
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
};

const hour = (at: number): string => `${at}:00`;

export const mailsWords = {
  bar: "Letters",
  title: "Letters",
  lead: "What people get from you by mail, in your name. Never at night, never too many, never after a no.",
  noAddress: {
    title: "Nothing is sent yet: your postal address is missing",
    text: "The law asks that mails like these name it, and Shopify tells us none. Write it below and save; what waits then goes out by itself.",
  },
  list: {
    title: "The letters",
    when: (kind: LetterKind) => KINDS[kind].when,
    name: (kind: LetterKind) => KINDS[kind].name,
    edit: "Edit",
    editOf: (kind: LetterKind) => `Edit ${KINDS[kind].name}`,
    off: "Off",
    own: "Your words",
    sent: (count: number) => (count === 0 ? "None in 30 days" : `${count.toLocaleString("en")} in 30 days`),
    unsure: (count: number) =>
      `${count.toLocaleString("en")} ${plural(count, "letter", "letters")} may or may not have arrived, and ${plural(count, "is", "are")} not sent again.`,
    stopped: (count: number) =>
      `${count.toLocaleString("en")} ${plural(count, "address gets", "addresses get")} no mail any more, because mails came back or somebody complained.`,
  },
  look: {
    title: "How they look and when they go",
    save: "Save",
    saved: "Saved. Letters from now on follow it.",
    unchanged: "Nothing was changed.",
    fields: {
      colour: { label: "Your colour", help: "Six letters and digits after #. Your store's name and the button are in it." },
      senderName: { label: "Sender's name", help: "What people see as the sender. Empty: your store's name." },
      replyTo: { label: "Answers go to", help: "Empty: the address Shopify has of your store." },
      postalAddress: { label: "Postal address", help: "Stands at the foot of each letter. Empty: the one Shopify has of your store." },
      quietFromHour: { label: "Quiet from", help: "Where each person lives." },
      quietUntilHour: { label: "Quiet until", help: "The same hour twice: no quiet hours." },
      mostPerWeek: { label: "Letters a week at most", help: "To one person. A welcome, a new code and a goodbye go all the same." },
    },
    hour,
    problems: {
      colour: "Write a colour such as #1f5f4a.",
      address: "Write the store's postal address: without one nothing can be sent.",
      "reply to": "Write one e-mail address, such as hello@your-store.com.",
      hour: "Choose a full hour.",
      most: "Write a whole number from 1 to 7.",
      "too long": "Please keep it under 300 letters.",
    } satisfies Record<MailProblem, string>,
  },
  domain: {
    title: "Do they arrive?",
    text: (domain: string) =>
      `Mails come from ${domain}. Three records there tell other mail servers that they may. Whoever keeps that domain can set them.`,
    look: "Look them up",
    names: {
      spf: { name: "SPF", what: "lists the servers that may send for the domain" },
      dkim: { name: "DKIM", what: "holds the key that proves a mail was not changed on its way" },
      dmarc: { name: "DMARC", what: "says what to do with a mail that fails the other two" },
    } satisfies Record<DomainCheckName, { name: string; what: string }>,
    states: {
      good: "Is there",
      missing: "Missing",
      twice: "There twice",
      "too open": "Lets anybody send",
      "no name": "Not known where",
      "could not look": "Could not look",
    } satisfies Record<CheckState, string>,
    todo: {
      good: (_at: string) => "Nothing to do.",
      missing: (at: string) => `Add a TXT record at ${at}, as your mail provider tells you.`,
      twice: (at: string) => `Only one may stand at ${at}; put the two together into one.`,
      "too open": (at: string) => `At ${at}, write -all or ~all at the end in place of +all.`,
      "no name": (_at: string) => "Your mail provider names its key; whoever runs Regulars writes that name into MAIL_DKIM_SELECTOR.",
      "could not look": (_at: string) => "The name service did not answer. That says nothing about the record; try again in a minute.",
    } satisfies Record<CheckState, (at: string) => string>,
  },
  edit: {
    bar: (kind: LetterKind) => KINDS[kind].name,
    back: "Letters",
    words: "The words",
    sentLabel: "Send this letter",
    sentHelp: "Off: nobody gets it. What happens on the pages stays the same.",
    parts: {
      subject: { label: "Subject", help: "" },
      opening: { label: "First lines", help: "Stand below the greeting, and beside the subject in an inbox." },
      body: { label: "The rest", help: "An empty line begins a new paragraph." },
    },
    fields: "You can write",
    fieldMeans: (field: string) => FIELDS[field] ?? "",
    fixed: "The greeting, the button, your address and the way out stand in every letter by themselves.",
    length: (words: number) => `${words} ${plural(words, "word", "words")}. 60 to 90 are read to the end.`,
    save: "Save",
    discard: "Discard",
    saved: "Saved. The next ones go out in these words.",
    test: "Send me a test",
    tested: (to: string) => `A test is on its way to ${to}.`,
    testFailed: (reason: string) => `The mail server did not take it: ${reason}`,
    testNowhere: "Neither Shopify nor your sign-in tells us an address to send it to. Write one under “Answers go to” first.",
    reset: "Back to our words",
    resetDone: "These are our words again. Yours are kept in the history.",
    refused: "One thing needs another look before it can be sent. What you typed is still here.",
    preview: "As it arrives",
    previewFrame: "The letter, as it arrives",
    previewOf: "With an example in place of a person.",
    wide: "Wide",
    phone: "Phone",
    subject: "Subject",
    none: { title: "There is no such letter", text: "It may have been renamed. All letters stand on one page.", action: "See all letters" },
    problem(problem: WordsProblem): string {
      if (problem.kind === "empty") return "Please write something here.";
      if (problem.kind === "too long") return `Please keep it under ${problem.most.toLocaleString("en")} letters.`;
      if (problem.kind === "stray brace") return "A { or } stands alone. Close it, as in {name}, or take it out.";
      if (problem.kind === "missing fields")
        return `People need to read ${inBraces(problem.fields)} here or in the first lines. Please put ${problem.fields.length === 1 ? "it" : "them"} back.`;
      return `We don't know ${inBraces(problem.fields)}. You can write ${inBraces(problem.known)}.`;
    },
  },
};
