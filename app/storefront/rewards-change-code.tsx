/** Changing the code: what becomes of the old one is said before, ideas are there, and the page's address stays. */
import type { OwnPage } from "~/domain/page/read-own-page.server";
import { CodeField, type CodeAnswer } from "./code-field";
import { Press } from "./press";
import { useWords } from "./spoken";

type Props = {
  own: Pick<OwnPage, "codeIdeas" | "oldCodeKeptDays">;
  action: string;
  keyFor: (purpose: string) => string;
  refused?: { typed: string; answer: CodeAnswer };
};

export function ChangeCode({ own, action, keyFor, refused }: Props) {
  const { changeCode: words } = useWords();
  return (
    <details className="regulars-details" open={refused !== undefined}>
      <summary>{words.title}</summary>
      <p>{words.text(own.oldCodeKeptDays)}</p>
      <Press intent="code" action={action} keyFor={keyFor}>
        <CodeField
          label={words.label}
          code={refused?.typed ?? ""}
          checkPath={`${action}?part=code`}
          ideas={own.codeIdeas}
          answer={refused?.answer}
        />
        <button className="regulars-button regulars-button-plain">{words.button}</button>
      </Press>
    </details>
  );
}
