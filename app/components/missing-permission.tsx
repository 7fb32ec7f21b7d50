/** What the owner chose and Shopify has yet to allow: said plainly, with the button that asks. */
import { useFetcher } from "@remix-run/react";
import { Banner, Text } from "@shopify/polaris";
import { useState } from "react";
import { useScopes } from "~/shell";
import { settingsWords } from "~/words/admin/settings";
import type { SettingsAnswer } from "./settings-fields";

const words = settingsWords.permission;

export function MissingPermission({ kinds, missingScopes }: { kinds: string[]; missingScopes: Record<string, string[]> }) {
  const lacking = kinds.filter((kind) => missingScopes[kind]);
  if (!lacking.length) return null;
  const scopes = [...new Set(lacking.flatMap((kind) => missingScopes[kind]))];
  return <AskPermission scopes={scopes} text={words.text(lacking.map((kind) => words.kinds[kind]).join(", "))} />;
}

/** @param text what is missing, and what that means */
export function AskPermission({ scopes, text }: { scopes: string[]; text: string }) {
  const { request } = useScopes();
  const fetcher = useFetcher<SettingsAnswer>();
  const [declined, setDeclined] = useState(false);
  const ask = async () => {
    const answer = await request(scopes);
    setDeclined(answer === "declined");
    // Shopify tells us, too, but perhaps only after the page was drawn anew.
    if (answer === "granted") void fetcher.submit({ intent: "look-at-permissions" }, { method: "post" });
  };
  return (
    <Banner tone="warning" action={{ content: words.ask, onAction: () => void ask() }}>
      <p>{text}</p>
      {declined && <Text as="p">{words.declined}</Text>}
      {fetcher.data?.outcome === "try later" && <Text as="p">{words.tryLater}</Text>}
    </Banner>
  );
}
