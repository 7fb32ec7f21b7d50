/**
 * The field a code is chosen in, and below it the answer to what was typed: whether it is free, and ideas. Without scripts the
 * answer comes with the next page; with them it is asked for while typing. It has its room from the start, so nothing jumps.
 */
import type { CodeRefusal } from "~/domain/code/check-code.server";
import type { CheckOwnCodeOutcome } from "~/domain/code/check-own-code.server";
import { LONGEST_CODE } from "~/domain/code/code";
import type { Words } from "~/words/storefront/words-for";
import type { Answer } from "./answer.server";
import { Field, inputOf } from "./field";
import { useWords } from "./spoken";

/** What is said of a code: `free` or what is wrong with it. */
export type CodeAnswer = { free: boolean; sentence: string; ideas: string[] };

type Props = {
  label: string;
  code: string;
  /** Where its answers are asked for; the code is added. */
  checkPath: string;
  ideas: string[];
  answer?: CodeAnswer;
};

const ID = "regulars-code";

export function CodeField({ label, code, checkPath, ideas, answer }: Props) {
  const all = useWords();
  const { chooseCode: words } = all;
  const wrong = answer && !answer.free ? answer.sentence : null;
  return (
    <Field label={label} id={ID} help={words.help}>
      <input
        {...inputOf(ID, { problem: wrong, help: true, answer: true })}
        className="regulars-input regulars-input-code"
        name="code"
        defaultValue={code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={LONGEST_CODE * 2}
        required
        data-regulars-check={checkPath}
      />
      <div className="regulars-answer" id={`${ID}-answer`} role="status">
        <CodeAnswered
          answer={
            answer ??
            ideasAnswer(
              all,
              ideas.filter((idea) => idea !== code),
            )
          }
        />
      </div>
    </Field>
  );
}

/** What the script is given while somebody types. */
export function answeredCode(words: Words, checked: CheckOwnCodeOutcome | { outcome: "nobody to choose" }): Answer {
  if (checked.outcome === "nobody to choose") return { page: <></>, part: true, status: 404 };
  return { page: <CodeAnswered answer={checkedAnswer(words, checked)} />, part: true };
}

export function checkedAnswer(words: Words, checked: CheckOwnCodeOutcome): CodeAnswer {
  const { chooseCode, outcomes } = words;
  const free = (sentence: string): CodeAnswer => ({ free: true, sentence, ideas: [] });
  if (checked.outcome === "free") return free(chooseCode.free(checked.code));
  if (checked.outcome === "old code") return free(chooseCode.oldCode(checked.code));
  if (checked.outcome === "unchanged") return free(outcomes["code unchanged"]);
  return answerOf(words, checked);
}

/** Before anything is typed: what is free just now. */
export const ideasAnswer = ({ chooseCode }: Words, ideas: string[]): CodeAnswer => ({ free: true, sentence: chooseCode.ideas, ideas });

type Refusal = CodeRefusal | Extract<CheckOwnCodeOutcome, { outcome: "code ended" }>;

export function answerOf({ codeTaken, codeEnded, codeFaults }: Words, refusal: Refusal): CodeAnswer {
  const { code, ideas } = refusal;
  if (refusal.outcome === "code refused") return { free: false, sentence: codeFaults[refusal.fault], ideas };
  return { free: false, sentence: (refusal.outcome === "code ended" ? codeEnded : codeTaken)(code, ideas), ideas };
}

export function CodeAnswered({ answer: { free, sentence, ideas } }: { answer: CodeAnswer }) {
  return (
    <>
      <p className={free ? "regulars-quiet" : "regulars-problem"} data-regulars-free={String(free)}>
        {sentence}
      </p>
      <p className="regulars-ideas">
        {ideas.map((idea) => (
          <span key={idea} className="regulars-idea" data-idea={idea} data-for={ID}>
            {idea}
          </span>
        ))}
      </p>
    </>
  );
}
