/** The letters in plain text, for runs under plain Node: the words, the facts and the links are the app's own, only the look is missing. */
import type { Letters } from "~/ports/letters";
import { sayFields } from "~/words/mails/sentences";
import { MAIL_LANGUAGES, mailLanguageFrom, mailWordsFor } from "~/words/mails/words-for";
import { localeOf } from "~/words/storefront/language";

export const reactLetters: Letters = {
  languages: MAIL_LANGUAGES,
  localeFor: (asked, shop) => localeOf(mailLanguageFrom(asked), shop),
  words(kind, locale) {
    const { subject, opening, body } = mailWordsFor(locale).words.letters[kind];
    return { subject, opening, body };
  },
  fields: (_kind, facts, locale) => sayFields(mailWordsFor(locale).words, facts, locale),
  write: async ({ words, buttonUrl, optOutUrl }) => {
    const text = [words.opening, words.body, buttonUrl, optOutUrl].join("\n");
    return { subject: words.subject, html: `<pre>${text}</pre>`, text };
  },
};
