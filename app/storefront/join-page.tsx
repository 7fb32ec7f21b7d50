/**
 * The join page: who invites, three lines (what your friends get, what you get, what we ask), a code already filled in, one
 * button. What may be told besides is folded away. What is wrong stands beside its field, and what was typed is kept. It
 * works without scripts.
 */
import type { ReactNode } from "react";
import type { ProfileProblem, TypedProfile } from "~/domain/ambassador/profile";
import type { JoinPage as Facts } from "~/domain/page/read-join-page.server";
import { sayConditions, sayShare } from "~/words/storefront/sentences";
import { CodeField, type CodeAnswer } from "./code-field";
import { Field, inputOf, Problem } from "./field";
import { Frame, Notice } from "./page";
import { isTyped, ProfileFields } from "./profile-fields";
import { useWords } from "./spoken";

export type Typed = { name: string; code: string; acknowledged: boolean; profile: TypedProfile };
export type JoinProblem = { outcome: string } & (
  | { field: "name" | "acknowledged"; sentence: string }
  | { field: "code"; answer: CodeAnswer }
  | { field: "profile"; problems: ProfileProblem[] }
);

type Props = { facts: Facts & { outcome: "open" }; token: string; action: string; typed?: Typed; problem?: JoinProblem };

export function JoinPage({ facts, token, action, typed, problem }: Props) {
  const all = useWords();
  const { join: words } = all;
  const { name = facts.firstName ?? "", code = facts.codeIdeas[0] ?? "", acknowledged = false } = typed ?? {};
  const { shopName, offerPercent, example } = facts;
  const conditions = sayConditions(all, facts.conditions, { firstOrderSaid: true });
  const [nameProblem, tickProblem] = (["name", "acknowledged"] as const).map((field) =>
    problem?.field === field ? problem.sentence : null,
  );
  const profileProblems = problem?.field === "profile" ? problem.problems : [];
  return (
    <Frame name="join" outcome={problem?.outcome} narrow>
      <h1 className="regulars-heading">{words.heading(facts.firstName)}</h1>
      {problem && <Notice tone="problem">{words.wentWrong}</Notice>}
      <p className="regulars-lead">{words.lead(shopName)}</p>
      <dl className="regulars-facts">
        <Fact term={words.friends}>{words.friendsText(offerPercent)}</Fact>
        <Fact term={words.you}>
          {sayShare(all, facts)} {example && words.example(example.pays, example.yours)} {words.yours(facts.returnWindowDays)}
          {conditions.length > 0 && <p className="regulars-quiet">{conditions.join(" ")}</p>}
        </Fact>
        <Fact term={words.ask}>{words.askText}</Fact>
      </dl>
      <form className="regulars-form" method="post" action={action}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="disclosure" value={facts.disclosureVersion} />
        <Field label={words.name} id="regulars-name" problem={nameProblem}>
          <input
            {...inputOf("regulars-name", { problem: nameProblem })}
            name="name"
            defaultValue={name}
            autoComplete="given-name"
            maxLength={60}
            required
          />
        </Field>
        <CodeField
          label={words.code}
          code={code}
          checkPath={`${action}?${new URLSearchParams({ part: "code", token })}`}
          ideas={facts.codeIdeas}
          answer={problem?.field === "code" ? problem.answer : undefined}
        />
        <details
          className="regulars-details regulars-field"
          open={profileProblems.length > 0 || (typed !== undefined && isTyped(typed.profile))}
        >
          <summary>{words.aboutYou}</summary>
          <p className="regulars-quiet">{words.aboutYouHelp(shopName)}</p>
          <ProfileFields typed={typed?.profile} problems={profileProblems} />
        </details>
        <div className="regulars-field">
          <label className="regulars-tick">
            <input
              type="checkbox"
              name="acknowledged"
              value="yes"
              defaultChecked={acknowledged && !tickProblem}
              required
              aria-describedby={tickProblem ? "regulars-acknowledged-problem" : undefined}
            />
            <span>{facts.disclosure}</span>
          </label>
          <Problem id="regulars-acknowledged" sentence={tickProblem} />
        </div>
        <p className="regulars-quiet">{words.friendsSee(shopName)}</p>
        <button className="regulars-button">{words.button}</button>
      </form>
      <p className="regulars-quiet">{words.openUntil(facts.openUntil)}</p>
    </Frame>
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
