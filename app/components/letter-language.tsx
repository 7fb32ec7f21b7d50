/** Which language a letter is worded in just now, whose words stand in each, and what people who read it get. */
import { useSearchParams } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris";
import type { LetterWordsRead } from "~/domain/letter/read-letter-words.server";
import { mailsWords } from "~/words/admin/mails";

const words = mailsWords.languages;

type Props = {
  language: string;
  saved: LetterWordsRead;
  /** Something typed is not saved yet. */
  changed: boolean;
  busy: boolean;
  choose: (intent: "ours" | "none") => void;
};

export function LetterLanguage({ language, saved, changed, busy, choose }: Props) {
  const [, setParams] = useSearchParams();
  const { store, languages, whose } = saved;
  const storesIsTheirs = languages.some((one) => one.language === store && one.whose === "theirs");
  const other = language !== store && storesIsTheirs;
  const go = (to: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.set("language", to);
      return after;
    });
  return (
    <BlockStack gap="200">
      <Select
        label={words.label}
        options={languages.map((one) => ({ value: one.language, label: words.option(one, store) }))}
        value={language}
        onChange={go}
        disabled={changed}
      />
      <Text as="p">{changed ? words.saveFirst : words.whoGetsIt({ language, store, whose, storesIsTheirs })}</Text>
      {other && whose !== "theirs" && (
        <InlineStack>
          <Button onClick={() => choose(whose === "none" ? "ours" : "none")} disabled={busy || changed}>
            {whose === "none" ? words.useOurs(language) : words.useTheirs(store)}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
