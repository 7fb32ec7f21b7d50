/**
 * The settings' page once the programme has ended: since when, what stays, and the one button that lets it go on; and what is settled all
 * the same: what Shopify must allow for rewards that people wait for or were given, and the web pixel.
 */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Page, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { TitleBar, useToast } from "~/shell";
import { day } from "~/words/admin/numbers";
import { settingsWords as words } from "~/words/admin/settings";
import { useHowWritten } from "./how-written";
import { MissingPermission, type MissingProps } from "./missing-permission";
import type { SettingsAnswer } from "./settings-fields";
import { PixelOfEnded, type StorefrontExtrasProps } from "./storefront-extras";
import { TitledCard } from "./titled-card";

type Props = { endedAt: string; missing: MissingProps; pixel: StorefrontExtrasProps["pixel"] };

export function EndedProgram({ endedAt, missing, pixel }: Props) {
  const written = useHowWritten();
  const toast = useToast();
  const fetcher = useFetcher<SettingsAnswer>();
  useEffect(() => {
    if (fetcher.data?.outcome === "resumed") toast(words.end.resumed);
  }, [fetcher.data, toast]);
  return (
    <Page title={words.title}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        <MissingPermission kinds={[]} {...missing} />
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
        <PixelOfEnded pixel={pixel} />
      </BlockStack>
    </Page>
  );
}
