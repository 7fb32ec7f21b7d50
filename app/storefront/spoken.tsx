/** The language a page is spoken in, for all its parts: given once around it, and asked for by whoever has something to say. */
import { createContext, useContext, type ReactNode } from "react";
import { languageFrom, type Spoken as HowSpoken } from "~/words/storefront/language";
import { wordsFor, type Words } from "~/words/storefront/words-for";

const language = languageFrom([]);
const SpokenContext = createContext<HowSpoken>({ language, locale: language, asked: false });

export function Spoken({ spoken, children }: { spoken: HowSpoken; children: ReactNode }) {
  return <SpokenContext.Provider value={spoken}>{children}</SpokenContext.Provider>;
}

export const useSpoken = (): HowSpoken => useContext(SpokenContext);

/** `const { rewards: words } = useWords()` */
export const useWords = (): Words => wordsFor(useSpoken().language);
