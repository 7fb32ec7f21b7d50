/** What the owner may add to their storefront: the bar that reminds friends, and the web pixel that sees visits reach the checkout. */
import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { settingsWords } from "~/words/admin/settings";
import { AskPermission } from "./missing-permission";
import type { SettingsAnswer } from "./settings-fields";
import { TitledCard } from "./titled-card";

const words = settingsWords.storefront;

export type StorefrontExtrasProps = {
  /** The theme editor with the bar's switch open. */
  barUrl: string;
  pixel: { wanted: boolean; problem: string | null; missingScopes: string[] };
};

export function StorefrontExtras({ barUrl, pixel }: StorefrontExtrasProps) {
  const fetcher = useFetcher<SettingsAnswer>();
  const turn = () => fetcher.submit({ intent: pixel.wanted ? "pixel-off" : "pixel-on" }, { method: "post" });
  return (
    <TitledCard title={words.title}>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {words.bar}
          </Text>
          <Text as="p">{words.barText}</Text>
          <InlineStack>
            <Button url={barUrl} target="_top">
              {words.barButton}
            </Button>
          </InlineStack>
        </BlockStack>
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {words.pixel}
          </Text>
          <Text as="p">{words.pixelText}</Text>
          {pixel.wanted && pixel.missingScopes.length > 0 && <AskPermission scopes={pixel.missingScopes} text={words.pixelPermission} />}
          {pixel.problem && (
            <Banner tone="critical">
              <p>{words.pixelRefused(pixel.problem)}</p>
            </Banner>
          )}
          <InlineStack>
            <Button onClick={turn} loading={fetcher.state !== "idle"}>
              {pixel.wanted ? words.pixelOff : words.pixelOn}
            </Button>
          </InlineStack>
        </BlockStack>
      </BlockStack>
    </TitledCard>
  );
}
