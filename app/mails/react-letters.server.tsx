/** Letters written with React: each as a page and as plain text, from the same words. */
import { render, toPlainText } from "@react-email/render";
import { fillFields } from "~/domain/letter/merge-field";
import type { Letters } from "~/ports/letters";
import { mailWordsFor } from "~/words/mails";
import { StoreMail } from "./store-mail";

export const reactLetters: Letters = {
  words(kind, locale) {
    const { subject, opening, body } = mailWordsFor(locale).words.letters[kind];
    return { subject, opening, body };
  },
  fields: (_kind, facts, locale) => mailWordsFor(locale).words.fields(facts),
  async write({ kind, locale, look, facts, words, buttonUrl, optOutUrl }) {
    const { words: ours, lang } = mailWordsFor(locale);
    const { button, after = "" } = ours.letters[kind];
    const subject = oneLine(words.subject);
    const html = await render(
      <StoreMail
        lang={lang}
        look={look}
        subject={subject}
        greeting={ours.greeting(facts.firstName)}
        opening={words.opening}
        body={words.body
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter(Boolean)}
        button={{ label: button, url: buttonUrl }}
        after={fillFields(after, ours.fields(facts))}
        because={ours.footer.because(kind, look.storeName)}
        optOut={{ label: ours.footer.optOut, url: optOutUrl }}
      />,
    );
    return { subject, html, text: toPlainText(html) };
  },
};

/** A subject is one line, whatever a name contains: a line break would begin a header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
