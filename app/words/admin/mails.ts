/** The words of the pages of letters: which there are, how they look and when they go, and what is wrong with what was typed. */
import type { MailProblem } from "~/domain/letter/mail-setting";
import type { CheckState, DomainCheckName } from "~/domain/letter/mail-domain";
import type { RefusedSender } from "~/domain/insight/read-refused-sender.server";
import type { StoppedWhy } from "~/domain/insight/read-stopped.server";
import type { Whose } from "~/domain/letter/letter-words";
import type { WordsProblem } from "~/domain/letter/merge-field";
import type { LetterKind } from "~/ports/letters";
import { plural } from "./numbers";

const KINDS: Record<LetterKind, { name: string; when: string }> = {
  invitation: { name: "Invitation", when: "When you invite somebody. It says why this person, what their friends get and what they get." },
  reminder: { name: "Reminder", when: "Once, six days after the invitation, to people who have neither joined nor said no." },
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

const inRow = (parts: string[]): string => (parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);
const inBraces = (fields: string[]): string => inRow(fields.map((field) => `{${field}}`));

/** "German" */
const languageName = (language: string): string => new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;

const hour = (at: number): string => `${at}:00`;

export const mailsWords = {
  bar: "Letters",
  title: "Letters",
  lead: "What people get from you by mail, in your name. Never at night, never too many, never after a no.",
  noAddress: {
    title: "Nothing is sent yet: your postal address is missing",
    text: "The law asks that mails like these name it, and Shopify tells us none. Write it below and save; what waits then goes out by itself.",
  },
  refusedSender: {
    title: "Nothing is sent now: the mail server refuses us",
    text: ({ waiting, said }: RefusedSender) =>
      `${said ? `It says: “${said}”. ` : ""}That is about who sends, not about whom it is for. ${waiting.toLocaleString("en")} ${plural(waiting, "mail waits and goes", "mails wait and go")} out by itself, at most an hour after whoever keeps the mail server has set it right.`,
  },
  list: {
    title: "The letters",
    when: (kind: LetterKind) => KINDS[kind].when,
    name: (kind: LetterKind) => KINDS[kind].name,
    edit: "Edit",
    editOf: (kind: LetterKind) => `Edit ${KINDS[kind].name}`,
    off: "Off",
    own: (languages: string[]) => `Your words in ${inRow(languages.map(languageName))}`,
    sent: (count: number) => (count === 0 ? "None in 30 days" : `${count.toLocaleString("en")} in 30 days`),
    unsure: (count: number) =>
      `${count.toLocaleString("en")} ${plural(count, "mail", "mails")} may or may not have arrived. ${plural(count, "It is", "They are")} not sent again until you say so.`,
    seeUnsure: "Decide",
    stopped: (count: number) =>
      `${count.toLocaleString("en")} ${plural(count, "person gets", "people get")} no mail any more: mails came back, they complained, or they asked for none.`,
    seeStopped: "See who",
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
  stopped: {
    bar: "No mail any more",
    title: "Who gets no mail any more",
    lead: "Nothing goes to these people, whatever happens. Where a mail came back you can let mails go again.",
    search: "Find a name or address",
    none: "Nobody. Every address has taken our mails so far, and nobody has asked for none.",
    noneFits: "Nobody fits. Try a shorter name.",
    nameless: "Somebody whose name was not kept then",
    why: {
      bounced: "A mail came back: their mail server says that the address is no good.",
      refused: "Their mail server refused the address.",
      complained: "They called one of our mails unwanted.",
      "opted out": "They asked not to be written to.",
    } satisfies Record<StoppedWhy, string>,
    theirs: {
      complained:
        "Only they can take that back. Writing to them all the same would be against the law, and their mail provider would hold it against your store.",
      "opted out": "Only they can take that back: every letter of yours promises that a no is kept.",
    },
    /** What a mail server said, in its own words. */
    server: (said: string) => `It said: ${said}`,
    free: "Let mails go again",
    freeOf: (who: string) => `Let mails go to ${who} again`,
    outcomes: {
      freed: "Done. The next letter goes there again; if it comes back, the address stops anew.",
      complained: "They have complained meanwhile, so this stays as it is.",
      "opted out": "They have asked for no mail meanwhile, so this stays as it is.",
      "not stopped": "Mails go there already.",
    } as Record<string, string>,
    failed: "That didn't arrive whole. Please press once more.",
  },
  unsure: {
    bar: "May not have arrived",
    title: "Mails that may or may not have arrived",
    lead: "The line broke before the mail server could answer. Ask the person, or look into your mail provider's list of what went out.",
    none: "None. Of every mail we know how it ended.",
    what: (kind: LetterKind, subject: string) => (kind === "invitation" || !subject ? KINDS[kind].name : `${KINDS[kind].name}: ${subject}`),
    detail: (said: string) => `What we heard last: ${said}`,
    nameless: "Somebody without a name",
    tooLate: "It is too old to say anything true now, so it would not be sent again.",
    arrived: "It arrived",
    again: "It didn't: send it again",
    drop: "It didn't: leave it",
    of: (button: string, who: string, what: string) => `${button} (${what}, ${who})`,
    outcomes: {
      arrived: "Noted: it arrived.",
      "sent again": "It goes out again as soon as they may be written to.",
      "too late": "Noted. It is not sent any more.",
      "settled before": "Somebody decided this already.",
    } as Record<string, string>,
    failed: "That didn't arrive whole. Please press once more.",
  },
  languages: {
    label: "Language",
    option: ({ language, whose }: { language: string; whose: Whose }, store: string) =>
      [languageName(language), ...(language === store ? ["your store's"] : []), ...(whose === "theirs" ? ["your words"] : [])].join(", "),
    saveFirst: "Save or discard what you typed, then choose another language.",
    whoGetsIt({
      language,
      store,
      whose,
      storesIsTheirs,
    }: {
      language: string;
      store: string;
      whose: Whose;
      storesIsTheirs: boolean;
    }): string {
      const reads = languageName(language);
      if (language === store)
        return whose === "theirs"
          ? `Whoever reads ${reads} gets these words of yours. So does whoever reads another language, all of it in ${reads}, until you write theirs or choose ours there: a letter is never half in one language and half in another.`
          : "Everybody gets this letter in the language they read, in our words wherever you have not written yours.";
      if (whose === "theirs") return `Whoever reads ${reads} gets these words of yours.`;
      if (!storesIsTheirs) return `Whoever reads ${reads} gets these words of ours.`;
      const yours = languageName(store);
      return whose === "ours"
        ? `Whoever reads ${reads} gets these words of ours. Your own stand in ${yours}.`
        : `You have not written this letter in ${reads}. Whoever reads ${reads} gets your words, all of them in ${yours}. Write it below and save, or let these words of ours go out.`;
    },
    useOurs: (language: string) => `Use our words in ${languageName(language)}`,
    useTheirs: (store: string) => `Send mine in ${languageName(store)} instead`,
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
