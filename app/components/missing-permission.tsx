/** What Shopify has yet to allow, of what the owner chose and of what people wait for or were given: said plainly, with the button that asks. */
import { useFetcher } from "@remix-run/react";
import { Banner, Text } from "@shopify/polaris";
import { useState } from "react";
import { useScopes } from "~/shell";
import { settingsWords } from "~/words/admin/settings";
import type { SettingsAnswer } from "./settings-fields";

const words = settingsWords.permission;

export type MissingProps = {
  /** Rewards of these kinds are waited for, or were given lately. */
  kindsInUse: string[];
  /** By kind. */
  missingScopes: Record<string, string[]>;
};

/** @param kinds what the owner offers now */
export function MissingPermission({ kinds, kindsInUse, missingScopes }: MissingProps & { kinds: string[] }) {
  const offered = kinds.filter((kind) => missingScopes[kind]);
  const used = kindsInUse.filter((kind) => missingScopes[kind] && !kinds.includes(kind));
  if (!offered.length && !used.length) return null;
  const scopes = [...new Set([...offered, ...used].flatMap((kind) => missingScopes[kind]))];
  const named = (some: string[]) => some.map((kind) => words.kinds[kind]).join(", ");
  const text = [offered.length && words.text(named(offered)), used.length && words.used(named(used))].filter(Boolean).join(" ");
  return <AskPermission scopes={scopes} text={text} />;
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
