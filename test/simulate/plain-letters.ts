/** The letters in plain text, for runs under plain Node: the facts and the links are the app's own, only the look is missing. */
import type { Letters } from "~/ports/letters";

export const reactLetters: Letters = {
  invitation: async ({ storeName, whyYou, joinUrl, optOutUrl, openUntil }) => {
    const text = `${whyYou}\n${joinUrl}\n(open until ${openUntil})\n${optOutUrl}`;
    return { subject: `${storeName} would like you to be an ambassador`, html: `<pre>${text}</pre>`, text };
  },
};
