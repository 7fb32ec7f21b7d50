/** Ending the programme: what that means, and a second press that does it. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { settingsWords } from "~/words/admin/settings";
import type { SettingsAnswer } from "./settings-fields";
import { TitledCard } from "./titled-card";

const words = settingsWords.end;

export function EndProgram() {
  const fetcher = useFetcher<SettingsAnswer>();
  const [asked, setAsked] = useState(false);
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.text}
      </Text>
      {asked ? (
        <BlockStack gap="200">
          <Text as="p" fontWeight="semibold">
            {words.confirm} {words.confirmText}
          </Text>
          <InlineStack gap="200">
            <Button
              tone="critical"
              variant="primary"
              loading={fetcher.state !== "idle"}
              onClick={() => fetcher.submit({ intent: "end" }, { method: "post" })}
            >
              {words.yes}
            </Button>
            <Button onClick={() => setAsked(false)}>{words.no}</Button>
          </InlineStack>
        </BlockStack>
      ) : (
        <InlineStack>
          <Button tone="critical" onClick={() => setAsked(true)}>
            {words.button}
          </Button>
        </InlineStack>
      )}
    </TitledCard>
  );
}
