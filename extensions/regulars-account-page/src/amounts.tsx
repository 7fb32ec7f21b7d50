/** Amounts that may be had instead of a product: opened by one press, typed, and confirmed by a second, which alone takes. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { AmountWay } from "../../../app/account/answers.ts";
import type { Buttons, Section } from "./rewards-page.tsx";

type Props = Section & Buttons & { said: ComponentChildren };

export function Amounts({ view: { amounts }, words, press, pressing, said }: Props) {
  if (amounts.length === 0) return said ? <s-section>{said}</s-section> : null;
  return (
    <s-section heading={words("amounts")}>
      <s-stack gap="base">
        {said}
        {amounts.map((way) => (
          <Amount key={way.kind} way={way} press={press} pressing={pressing} />
        ))}
      </s-stack>
    </s-section>
  );
}

function Amount({ way: { kind, title, text, howMuch, button, notYet, requestKey }, press, pressing }: { way: AmountWay } & Buttons) {
  const [amount, setAmount] = useState("");
  if (notYet !== null || howMuch === null) return <s-text color="subdued">{notYet}</s-text>;
  return (
    <s-details>
      <s-summary>{title}</s-summary>
      <s-stack gap="small">
        <s-paragraph>{text}</s-paragraph>
        <s-text-field
          label={howMuch}
          maxLength={20}
          autocomplete="off"
          value={amount}
          onInput={(event) => setAmount((event.currentTarget as HTMLInputElement).value)}
        />
        <s-button
          variant="primary"
          loading={pressing === requestKey}
          disabled={pressing !== null}
          onClick={() => void press("amounts", { intent: "redeem-amount", kind, amount, requestKey })}
        >
          {button}
        </s-button>
      </s-stack>
    </s-details>
  );
}
