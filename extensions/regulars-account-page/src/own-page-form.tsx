/** What friends see on their page: a few words, and products they have had, ticked. */
import { useState } from "preact/hooks";
import type { YoursView } from "../../../app/account/answers.ts";
import { Send, sent, Text, useTyped } from "./fields.tsx";
import type { Buttons } from "./rewards-page.tsx";

type Form = YoursView["ownPage"];
type Item = NonNullable<Form["favourites"]>["items"][number];

export function OwnPageForm({ form: { words, favourites, save, requestKey }, press, pressing }: { form: Form } & Buttons) {
  const typed = useTyped();
  const [ticked, setTicked] = useState<Record<string, boolean>>({});
  const isTicked = ({ productId, chosen }: Item) => ticked[productId] ?? chosen;
  const items = favourites?.items ?? [];
  const send = async () => {
    const chosen = items.filter(isTicked).map(({ productId }) => productId);
    const form = { intent: "own-page", ...sent(typed, [words]), ...(favourites && { [favourites.name]: chosen }), requestKey };
    if (!(await press("own-page", form))) return;
    typed.forget();
    setTicked({});
  };
  const pick = (item: Item) => (
    <s-grid key={item.productId} gridTemplateColumns="auto 1fr" gap="base" alignItems="center">
      <s-product-thumbnail src={item.imageUrl ?? undefined} alt="" />
      <s-checkbox
        label={item.title}
        checked={isTicked(item)}
        onChange={(event: Event) => {
          const { checked } = event.currentTarget as HTMLInputElement;
          setTicked((before) => ({ ...before, [item.productId]: checked }));
        }}
      />
    </s-grid>
  );
  return (
    <>
      <Text field={words} typed={typed} rows={3} />
      {favourites && (
        <s-stack gap="small" accessibilityRole="section" accessibilityLabel={favourites.label}>
          <s-text type="strong">{favourites.label}</s-text>
          <s-text color="subdued">{favourites.help}</s-text>
          {favourites.problem && <s-banner tone="warning">{favourites.problem}</s-banner>}
          {items.map(pick)}
        </s-stack>
      )}
      <Send label={save} busy={pressing === requestKey} pressing={pressing !== null} onClick={() => void send()} />
    </>
  );
}
