/** A letter as its reader would see it, about a person who could be: for the owner who words it, and for a test mail. */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { creditBpOf } from "../ambassador/tier";
import { composeLetter, type Composed } from "../letter/compose-letter.server";
import { wordsProblems, type WordName, type WordsProblem } from "../letter/merge-field";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { DEFAULTS } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { readProgramCurrency } from "../program/read-program-currency.server";
import { storeLink } from "../shop/store-link";
import { exampleFacts } from "./example-facts";

/** Shown even while something is wrong with the words, so that an owner sees what they do. */
export type Previewed = Composed & { problems: Partial<Record<WordName, WordsProblem>> };

/** @param words null: as they are saved. @param language the store's where it is left out. Its links lead nowhere. */
export async function previewLetter(
  world: World,
  { kind, words, language }: { kind: LetterKind; words: LetterWords | null; language?: string },
): Promise<Previewed> {
  return world.transaction(async () => {
    const mail = await readMailSetting(world);
    const program = (await readLiveProgram(world)) ?? { ...DEFAULTS };
    const { shop, look } = mail;
    const locale = world.letters.localeFor([language, shop.locale], shop);
    const facts = exampleFacts({
      storeName: look.storeName,
      now: world.clock.now(),
      place: { currency: (await readProgramCurrency(world)) ?? shop.currency, locale, timeZone: shop.timeZone },
      offerBp: program.offerBp,
      creditBp: creditBpOf("friend", program),
    })[kind];
    const token = "only-an-example";
    const asked = kind === "invitation" || kind === "reminder";
    const composed = await composeLetter(world, {
      ...{ kind, locale, facts, mail },
      words: words ?? undefined,
      buttonUrl: asked ? storeLink(shop, "/join", { token }) : storeLink(shop, "/rewards"),
      optOutUrl: storeLink(shop, "/opt-out", { token }),
    });
    return { ...composed, problems: words ? wordsProblems(kind, words) : {} };
  });
}
