/** The settings' page once the programme has ended: since when, what stays, and the one button that lets it go on. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Page, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { TitleBar, useToast } from "~/shell";
import { day } from "~/words/admin/numbers";
import { settingsWords as words } from "~/words/admin/settings";
import { useHowWritten } from "./how-written";
import type { SettingsAnswer } from "./settings-fields";
import { TitledCard } from "./titled-card";

export function EndedProgram({ endedAt }: { endedAt: string }) {
  const written = useHowWritten();
  const toast = useToast();
  const fetcher = useFetcher<SettingsAnswer>();
  useEffect(() => {
    if (fetcher.data?.outcome === "resumed") toast(words.end.resumed);
  }, [fetcher.data, toast]);
  return (
    <Page title={words.title}>
      <TitleBar title={words.bar} />
      <TitledCard title={words.end.endedTitle}>
        <BlockStack gap="400" inlineAlign="start">
          <Text as="p">{words.end.endedText(day(endedAt, written))}</Text>
          <Button
            variant="primary"
            loading={fetcher.state !== "idle"}
            onClick={() => fetcher.submit({ intent: "resume" }, { method: "post" })}
          >
            {words.end.resume}
          </Button>
        </BlockStack>
      </TitledCard>
    </Page>
  );
}
