/** Letters written with React: each as a page and as plain text, from the same words. */
import { render, toPlainText } from "@react-email/render";
import { fillFields } from "~/domain/letter/merge-field";
import type { Letters } from "~/ports/letters";
import { sayBecause, sayFields } from "~/words/mails/sentences";
import { MAIL_LANGUAGES, mailLanguageFrom, mailWordsFor } from "~/words/mails/words-for";
import { localeOf } from "~/words/storefront/language";
import { StoreMail } from "./store-mail";

export const reactLetters: Letters = {
  languages: MAIL_LANGUAGES,
  localeFor: (asked, shop) => localeOf(mailLanguageFrom(asked), shop),
  words(kind, locale) {
    const { subject, opening, body } = mailWordsFor(locale).words.letters[kind];
    return { subject, opening, body };
  },
  fields: (_kind, facts, locale) => sayFields(mailWordsFor(locale).words, facts, locale),
  async write({ kind, locale, look, facts, words, buttonUrl, optOutUrl }) {
    const { words: ours, lang, dir } = mailWordsFor(locale);
    const { button, shown = [], after = "" } = ours.letters[kind];
    const fields = sayFields(ours, facts, locale);
    const subject = oneLine(words.subject);
    const html = await render(
      <StoreMail
        lang={lang}
        dir={dir}
        look={look}
        subject={subject}
        greeting={ours.greeting(facts.firstName)}
        opening={words.opening}
        body={words.body
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter(Boolean)}
        shown={shown.flatMap(({ label, field }) => (fields[field] ? [{ label, value: fields[field] }] : []))}
        button={{ label: button, url: buttonUrl }}
        after={fillFields(after, fields)}
        because={sayBecause(ours, kind, look.storeName)}
        optOut={{ label: ours.optOut, url: optOutUrl }}
      />,
    );
    return { subject, html, text: toPlainText(html) };
  },
};

/** A subject is one line, whatever a name contains: a line break would begin a header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
