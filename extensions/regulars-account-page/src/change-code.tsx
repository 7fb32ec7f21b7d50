/** Changing the code: what becomes of the old one is said before, ideas are there, and what is typed is answered while typing. */
import { useEffect, useState } from "preact/hooks";
import type { CodeSaid, YoursView } from "../../../app/account/answers.ts";
import { Send, sent, Text, useTyped } from "./fields.tsx";
import type { Buttons } from "./rewards-page.tsx";

/** Whether a code may be had; null when nobody could say. */
export type Check = (code: string) => Promise<CodeSaid | null>;

/** So long nothing more is typed before it is asked for. */
const PAUSE_MS = 400;

type Props = { form: YoursView["code"]; check: Check } & Buttons;

export function ChangeCode({ form: { text, field, answer, button, requestKey }, check, press, pressing }: Props) {
  const typed = useTyped();
  const code = typed.of(field);
  /** What was said of which code: it holds for no other. */
  const [checked, setChecked] = useState<{ code: string; said: CodeSaid } | null>(null);
  const asks = code.trim() !== "" && code !== field.value;
  useEffect(() => {
    if (!asks) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const said = await check(code);
      if (said && !stale) setChecked({ code, said });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asks, code]);

  const said = asks ? (checked?.code === code ? checked.said : null) : answer;
  const shown = { ...field, problem: said && !said.free ? said.sentence : null };
  const send = async () => {
    if (await press("code", { intent: "code", ...sent(typed, [field]), requestKey })) typed.forget();
  };
  return (
    <>
      <s-paragraph>{text}</s-paragraph>
      <Text field={shown} typed={typed} />
      <s-stack gap="small" accessibilityRole="status">
        {said?.free && <s-text>{said.sentence}</s-text>}
        {said && said.ideas.length > 0 && (
          <s-stack direction="inline" gap="small">
            {said.ideas.map((idea) => (
              <s-button key={idea} variant="secondary" disabled={pressing !== null} onClick={() => typed.type(field.name, idea)}>
                {idea}
              </s-button>
            ))}
          </s-stack>
        )}
      </s-stack>
      <Send label={button} busy={pressing === requestKey} pressing={pressing !== null} onClick={() => void send()} />
    </>
  );
}
