/** What they tell of themselves: where people follow them, what they talk about, where they are. All of it when they like. */
import type { YoursView } from "../../../app/account/answers.ts";
import { Choice, Send, sent, Text, useTyped, type Typed } from "./fields.tsx";
import type { Buttons } from "./rewards-page.tsx";

type Form = YoursView["profile"];

export function ProfileForm({ form, press, pressing }: { form: Form } & Buttons) {
  const { help, told, follow, rate, another, lines, topics, region, save, requestKey } = form;
  const typed = useTyped();
  const fields = [...lines.flatMap(({ network, texts }) => [network, ...texts]), topics, region];
  const send = async () => {
    if (await press("profile", { intent: "profile", ...sent(typed, fields), requestKey })) typed.forget();
  };
  return (
    <>
      <s-text color="subdued">{help}</s-text>
      {told.map((sentence) => (
        <s-paragraph key={sentence}>{sentence}</s-paragraph>
      ))}
      <s-text type="strong">{follow}</s-text>
      <s-text color="subdued">{rate}</s-text>
      <Line line={lines[0]} typed={typed} />
      <s-details>
        <s-summary>{another}</s-summary>
        <s-stack gap="large">
          {lines.slice(1).map((line) => (
            <Line key={line.network.name} line={line} typed={typed} />
          ))}
        </s-stack>
      </s-details>
      <Text field={topics} typed={typed} />
      <Text field={region} typed={typed} />
      <Send label={save} busy={pressing === requestKey} pressing={pressing !== null} onClick={() => void send()} />
    </>
  );
}

function Line({ line: { network, texts }, typed }: { line: Form["lines"][number]; typed: Typed }) {
  return (
    <s-stack gap="small">
      <Choice field={network} typed={typed} />
      {texts.map((field) => (
        <Text key={field.name} field={field} typed={typed} />
      ))}
    </s-stack>
  );
}
