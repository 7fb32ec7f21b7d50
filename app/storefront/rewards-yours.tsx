/**
 * What an ambassador may change by themselves: what their friends see, what they tell of themselves, a break. Each is folded
 * away and a form of its own; what is wrong stands beside its field, and what was typed is kept.
 */
import type { ProfileProblem, TypedProfile } from "~/domain/ambassador/profile";
import { LONGEST_WORDS, MOST_FAVOURITES, showsNothing } from "~/domain/ambassador/own-page";
import type { OwnPage } from "~/domain/page/read-own-page.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import type { CodeAnswer } from "./code-field";
import { Field, inputOf, Problem } from "./field";
import { Picture } from "./page";
import { ChangeCode } from "./rewards-change-code";
import { placeOfProblem, ProfileFields, profileTyped, ProfileTold } from "./profile-fields";
import { Press } from "./press";
import { useWords } from "./spoken";

/** A form that was refused: what was typed, and what is wrong with it. */
export type Refused =
  | { form: "own-page"; words: string; productIds: string[]; field: "words" | "favourites"; sentence: string }
  | { form: "code"; typed: string; answer: CodeAnswer }
  | { form: "profile"; typed: TypedProfile; problems: ProfileProblem[] };

/** Where the field stands that is to be looked at again. */
export function placeOf(refused: Refused): string {
  if (refused.form === "profile") return placeOfProblem(refused.problems[0]);
  if (refused.form === "code") return "regulars-code";
  return refused.field === "words" ? "regulars-words" : "regulars-favourites-problem";
}

type Props = { facts: Facts & { own: OwnPage }; action: string; keyFor: (purpose: string) => string; refused?: Refused };

export function Yours({ facts, action, keyFor, refused }: Props) {
  const { yours: words, pause } = useWords();
  const { own, pausedSince } = facts;
  const press = { action, keyFor };
  return (
    <section className="regulars-section" aria-labelledby="regulars-yours">
      <h2 className="regulars-subheading" id="regulars-yours">
        {words.heading}
      </h2>
      {showsNothing(own) && <p>{words.nothingShown(MOST_FAVOURITES)}</p>}
      <details className="regulars-details" open={refused?.form === "own-page"}>
        <summary>{words.page}</summary>
        <OwnPageForm own={own} {...press} refused={refused?.form === "own-page" ? refused : undefined} />
      </details>
      <ChangeCode own={own} {...press} refused={refused?.form === "code" ? refused : undefined} />
      <details className="regulars-details" open={refused?.form === "profile"}>
        <summary>{words.profile}</summary>
        <p className="regulars-quiet">{words.profileHelp(facts.shopName)}</p>
        <ProfileTold profile={own.profile} />
        <Press intent="profile" {...press}>
          {refused?.form === "profile" ? (
            <ProfileFields typed={refused.typed} problems={refused.problems} />
          ) : (
            <ProfileFields typed={profileTyped(own.profile)} problems={[]} />
          )}
          <button className="regulars-button regulars-button-plain">{words.save}</button>
        </Press>
      </details>
      {pausedSince === null && (
        <details className="regulars-details">
          <summary>{pause.title}</summary>
          <p>{pause.text}</p>
          <Press intent="pause" {...press}>
            <button className="regulars-button regulars-button-plain">{pause.button}</button>
          </Press>
        </details>
      )}
    </section>
  );
}

type FormProps = { own: OwnPage; action: string; keyFor: Props["keyFor"]; refused?: Refused & { form: "own-page" } };

function OwnPageForm({ own, action, keyFor, refused }: FormProps) {
  const { yours: words } = useWords();
  const { choices } = own;
  const wrong = (field: "words" | "favourites") => (refused?.field === field ? refused.sentence : null);
  const chosen = (productId: string, before: boolean) => (refused ? refused.productIds.includes(productId) : before);
  return (
    <Press intent="own-page" action={action} keyFor={keyFor}>
      <Field label={words.words} id="regulars-words" help={words.wordsHelp} problem={wrong("words")}>
        <textarea
          {...inputOf("regulars-words", { problem: wrong("words"), help: true })}
          name="words"
          rows={3}
          maxLength={LONGEST_WORDS * 2}
          defaultValue={refused?.words ?? own.words ?? ""}
        />
      </Field>
      {choices.length > 0 && (
        <fieldset className="regulars-set">
          <legend className="regulars-label">{words.favourites(MOST_FAVOURITES)}</legend>
          <p className="regulars-quiet">{words.favouritesHelp}</p>
          <Problem id="regulars-favourites" sentence={wrong("favourites")} />
          <ul className="regulars-picks">
            {choices.map(({ productId, title, imageUrl, chosen: before }) => (
              <li key={productId}>
                <label className="regulars-pick">
                  <input type="checkbox" name="favourite" value={productId} defaultChecked={chosen(productId, before)} />
                  <Picture url={imageUrl} title={title} size={64} />
                  <span>{title}</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <button className="regulars-button regulars-button-plain">{words.save}</button>
    </Press>
  );
}

/** While they take a break it stands on top, with the way back. */
export function Paused({ since, action, keyFor }: { since: string; action: string; keyFor: Props["keyFor"] }) {
  const { pause } = useWords();
  return (
    <div className="regulars-code-line" data-paused="">
      <p>{pause.since(since)}</p>
      <Press intent="resume" action={action} keyFor={keyFor}>
        <button className="regulars-button">{pause.goOn}</button>
      </Press>
    </div>
  );
}
