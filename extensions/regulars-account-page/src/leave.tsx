/** The small print, and leaving: what happens then is said before the press. */
import type { ComponentChildren } from "preact";
import type { Buttons, Section } from "./rewards-page.tsx";

export function Leave({ view: { smallPrint, leave }, words, press, pressing, said }: Section & Buttons & { said: ComponentChildren }) {
  if (!leave) return null;
  return (
    <s-section heading={words("smallPrint")}>
      <s-stack gap="base">
        {said}
        {smallPrint.map(({ text, language }) => (
          <s-paragraph key={text} color="subdued" lang={language}>
            {text}
          </s-paragraph>
        ))}
        <s-details>
          <s-summary>{words("leave")}</s-summary>
          <s-stack gap="small">
            <s-paragraph>{leave.text}</s-paragraph>
            <s-button
              variant="secondary"
              tone="critical"
              loading={pressing === leave.requestKey}
              disabled={pressing !== null}
              onClick={() => void press("leave", { intent: "leave", requestKey: leave.requestKey })}
            >
              {words("yesLeave")}
            </s-button>
          </s-stack>
        </s-details>
      </s-stack>
    </s-section>
  );
}
