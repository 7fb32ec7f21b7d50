/**
 * The join page: three lines (what your friends get, what you get, what we ask), a code already filled in, one button.
 * What is wrong stands beside its field, and what was typed is kept. It works without scripts.
 */
import type { ReactNode } from "react";
import type { JoinPage as Facts } from "~/domain/page/read-join-page.server";
import { LONGEST_CODE } from "~/domain/code/code";
import { join as words } from "~/words/storefront";
import { Frame, Notice } from "./page";

export type Typed = { name: string; code: string; acknowledged: boolean };
export type JoinProblem = { outcome: string; field: "name" | "code" | "acknowledged"; sentence: string; ideas?: string[] };

type Props = { facts: Facts & { outcome: "open" }; token: string; action: string; typed?: Typed; problem?: JoinProblem };

export function JoinPage({ facts, token, action, typed, problem }: Props) {
  const { name = facts.firstName ?? "", code = facts.codeIdeas[0] ?? "", acknowledged = false } = typed ?? {};
  const { shopName, offerPercent, creditPercent, newFriendsOnly } = facts;
  const ideas = problem?.ideas ?? facts.codeIdeas;
  return (
    <Frame name="join" outcome={problem?.outcome} narrow>
      <h1 className="regulars-heading">{words.heading(facts.firstName)}</h1>
      {problem && <Notice tone="problem">{words.wentWrong}</Notice>}
      <p className="regulars-lead">{words.lead(shopName)}</p>
      <dl className="regulars-facts">
        <Fact term={words.friends}>{words.friendsText(offerPercent)}</Fact>
        <Fact term={words.you}>
          {words.youText(creditPercent, shopName, newFriendsOnly)} {words.yours(facts.returnWindowDays)}
        </Fact>
        <Fact term={words.ask}>{words.askText}</Fact>
      </dl>
      <form className="regulars-form" method="post" action={action}>
        <input type="hidden" name="token" value={token} />
        <Field label={words.name} id="regulars-name" problem={sentenceFor(problem, "name")}>
          <input
            {...field("regulars-name", sentenceFor(problem, "name"))}
            name="name"
            defaultValue={name}
            autoComplete="given-name"
            maxLength={60}
            required
          />
        </Field>
        <Field label={words.code} id="regulars-code" help={words.codeHelp} problem={sentenceFor(problem, "code")}>
          <input
            {...field("regulars-code", sentenceFor(problem, "code"), true)}
            className="regulars-input regulars-input-code"
            name="code"
            defaultValue={code}
            list="regulars-ideas"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={LONGEST_CODE * 2}
            required
          />
          <datalist id="regulars-ideas">
            {ideas.map((idea) => (
              <option key={idea} value={idea} />
            ))}
          </datalist>
          {problem?.ideas && (
            <p className="regulars-ideas">
              {words.ideas}{" "}
              {problem.ideas.map((idea) => (
                <span key={idea} className="regulars-idea" data-idea={idea} data-for="regulars-code">
                  {idea}
                </span>
              ))}
            </p>
          )}
        </Field>
        <div className="regulars-field">
          <label className="regulars-tick">
            <input
              type="checkbox"
              name="acknowledged"
              value="yes"
              defaultChecked={acknowledged}
              required
              aria-describedby={problem?.field === "acknowledged" ? "regulars-acknowledged-problem" : undefined}
            />
            <span>{facts.disclosure}</span>
          </label>
          <Problem id="regulars-acknowledged" sentence={sentenceFor(problem, "acknowledged")} />
        </div>
        <button className="regulars-button">{words.button}</button>
      </form>
      <p className="regulars-quiet">{words.openUntil(facts.openUntil)}</p>
    </Frame>
  );
}

const sentenceFor = (problem: JoinProblem | undefined, name: JoinProblem["field"]): string | null =>
  problem?.field === name ? problem.sentence : null;

const field = (id: string, problem: string | null, help = false) => ({
  id,
  className: "regulars-input",
  "aria-invalid": problem ? true : undefined,
  "aria-describedby": [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(" ") || undefined,
});

function Field({
  label,
  id,
  help,
  problem,
  children,
}: {
  label: string;
  id: string;
  help?: string;
  problem: string | null;
  children: ReactNode;
}) {
  return (
    <div className="regulars-field">
      <label className="regulars-label" htmlFor={id}>
        {label}
      </label>
      {help && (
        <p className="regulars-quiet" id={`${id}-help`}>
          {help}
        </p>
      )}
      <Problem id={id} sentence={problem} />
      {children}
    </div>
  );
}

function Problem({ id, sentence }: { id: string; sentence: string | null }) {
  if (!sentence) return null;
  return (
    <p className="regulars-problem" id={`${id}-problem`}>
      {sentence}
    </p>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="regulars-fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
