/**
 * What somebody may tell of themselves, in the form to join and on their own page: where people follow them, what they talk
 * about, where they are. Nothing of it is asked for, and it says that the numbers are theirs to declare.
 */
import {
  engagementBp,
  MOST_HANDLES,
  NETWORKS,
  NOTHING_TYPED,
  type Profile,
  type ProfileProblem,
  type TypedHandle,
  type TypedProfile,
} from "~/domain/ambassador/profile";
import { showPercent } from "~/domain/page/shown";
import type { Words } from "~/words/storefront/words-for";
import { Field, inputOf } from "./field";
import { useSpoken, useWords } from "./spoken";

/** The names of the fields are here and nowhere else. */
export const nameOf = (field: string, line: number): string => `${field}-${line + 1}`;

/** More than fits, so that it can be said. */
export const MOST_TYPED = { handle: 100, number: 16, topics: 200, region: 100 };

const idOf = (field: string, line: number): string => `regulars-${nameOf(field, line)}`;

/** Where the field stands that is wrong. */
export const placeOfProblem = ({ field, line }: ProfileProblem): string => (line === null ? `regulars-${field}` : idOf(field, line));

export const typedProfile = (form: URLSearchParams): TypedProfile => ({
  handles: Array.from({ length: MOST_HANDLES }, (_, line) => {
    const read = (field: keyof TypedHandle) => (form.get(nameOf(field, line)) ?? "").slice(0, 200);
    return {
      network: read("network"),
      handle: read("handle"),
      followers: read("followers"),
      likes: read("likes"),
      comments: read("comments"),
    };
  }),
  topics: (form.get("topics") ?? "").slice(0, 400),
  region: (form.get("region") ?? "").slice(0, 200),
});

/** As it would be typed. */
export const profileTyped = ({ handles, topics, region }: Profile): TypedProfile => ({
  handles: handles.map(({ network, handle, ...numbers }) => ({
    ...{ network, handle },
    followers: numbers.followers?.toString() ?? "",
    likes: numbers.likes?.toString() ?? "",
    comments: numbers.comments?.toString() ?? "",
  })),
  topics: topics.join(", "),
  region: region ?? "",
});

export const isTyped = ({ handles, topics, region }: TypedProfile): boolean =>
  Boolean(topics || region || handles.some(({ handle, followers, likes, comments }) => handle || followers || likes || comments));

export function ProfileFields({ typed, problems }: { typed?: TypedProfile; problems: ProfileProblem[] }) {
  const { profile: words } = useWords();
  const lines = Array.from({ length: MOST_HANDLES }, (_, line) => typed?.handles[line] ?? NOTHING_TYPED);
  const problemOf = (field: ProfileProblem["field"], line: number | null = null) => {
    const found = problems.find((one) => one.field === field && one.line === line);
    return found ? words.problem(found) : null;
  };
  const line = (one: TypedHandle, at: number) => <HandleLine key={at} typed={one} line={at} problemOf={problemOf} />;
  const more = lines.slice(1);
  const used = (one: TypedHandle) => Boolean(one.handle || one.followers || one.likes || one.comments);
  return (
    <>
      <fieldset className="regulars-set">
        <legend className="regulars-label">{words.follow}</legend>
        <p className="regulars-quiet">{words.rate}</p>
        {line(lines[0], 0)}
        <details className="regulars-details" open={more.some(used)}>
          <summary>{words.another}</summary>
          {more.map((one, at) => line(one, at + 1))}
        </details>
      </fieldset>
      <Field label={words.topics} id="regulars-topics" help={words.topicsHelp} problem={problemOf("topics")}>
        <input
          {...inputOf("regulars-topics", { problem: problemOf("topics"), help: true })}
          name="topics"
          defaultValue={typed?.topics}
          maxLength={MOST_TYPED.topics}
          autoComplete="off"
        />
      </Field>
      <Field label={words.region} id="regulars-region" problem={problemOf("region")}>
        <input
          {...inputOf("regulars-region", { problem: problemOf("region") })}
          name="region"
          defaultValue={typed?.region}
          maxLength={MOST_TYPED.region}
          autoComplete="address-level2"
        />
      </Field>
    </>
  );
}

type LineProps = { typed: TypedHandle; line: number; problemOf: (field: ProfileProblem["field"], line: number) => string | null };

function HandleLine({ typed, line, problemOf }: LineProps) {
  const { profile: words } = useWords();
  const id = (field: string) => idOf(field, line);
  const text = (field: "handle" | "followers" | "likes" | "comments", label: string) => {
    const problem = problemOf(field, line);
    return (
      <Field label={label} id={id(field)} problem={problem}>
        <input
          {...inputOf(id(field), { problem })}
          name={nameOf(field, line)}
          defaultValue={typed[field]}
          maxLength={field === "handle" ? MOST_TYPED.handle : MOST_TYPED.number}
          autoComplete="off"
          {...(field !== "handle" && { inputMode: "numeric" as const })}
        />
      </Field>
    );
  };
  return (
    <div className="regulars-handle">
      <Field label={words.network} id={id("network")}>
        <select {...inputOf(id("network"))} name={nameOf("network", line)} defaultValue={typed.network}>
          {NETWORKS.map((network) => (
            <option key={network} value={network}>
              {words.networks[network]}
            </option>
          ))}
        </select>
      </Field>
      {text("handle", words.handle)}
      {text("followers", words.followers)}
      {text("likes", words.likes)}
      {text("comments", words.comments)}
    </div>
  );
}

/** What they told, each rate worked out and said to be theirs. */
export const sayProfile = ({ profile: words }: Words, { handles }: Profile, locale: string): { bp: number; sentence: string }[] =>
  handles.flatMap((one) => {
    const bp = engagementBp(one);
    return bp === null
      ? []
      : [
          {
            bp,
            sentence: words.told(
              one.handle,
              words.networks[one.network],
              bp > 0 && bp < 100 ? null : Math.round(bp / 100),
              showPercent(bp, { locale }, 1),
            ),
          },
        ];
  });

export function ProfileTold({ profile }: { profile: Profile }) {
  const words = useWords();
  const { locale } = useSpoken();
  return (
    <>
      {sayProfile(words, profile, locale).map(({ bp, sentence }) => (
        <p key={sentence} data-engagement-bp={bp}>
          {sentence}
        </p>
      ))}
    </>
  );
}
