/** The words of a kind of letter as they stand: the owner's where they wrote any, ours in the person's language elsewhere. */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";

export type LetterWordsRead = {
  /** Whether letters of this kind go out at all. */
  sent: boolean;
  words: LetterWords;
  /** Whether any of them is the owner's own. */
  own: boolean;
  /** 0: never saved. */
  version: number;
};

export async function readLetterWords(world: World, { kind, locale }: { kind: LetterKind; locale: string }): Promise<LetterWordsRead> {
  const { shopId } = world;
  const ours = world.letters.words(kind, locale);
  const saved = await world.transaction(({ db }) => db.letterVersion.findFirst({ where: { shopId, kind }, orderBy: { version: "desc" } }));
  return {
    sent: saved?.sent ?? true,
    words: {
      subject: saved?.subject ?? ours.subject,
      opening: saved?.opening ?? ours.opening,
      body: saved?.body ?? ours.body,
    },
    own: saved != null && [saved.subject, saved.opening, saved.body].some((part) => part !== null),
    version: saved?.version ?? 0,
  };
}
