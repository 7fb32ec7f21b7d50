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
  pixel: { wanted: boolean; there: boolean; problem: string | null; missingScopes: string[] };
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

/** Once the programme has ended: the pixel goes out of the store with it, and would come back with it. */
export function PixelOfEnded({ pixel }: Pick<StorefrontExtrasProps, "pixel">) {
  const fetcher = useFetcher<SettingsAnswer>();
  const { wanted, there, problem, missingScopes } = pixel;
  if (!wanted && !there) return null;
  return (
    <TitledCard title={words.pixel}>
      <Text as="p">{there ? words.pixelGoing : words.pixelAway}</Text>
      {there && missingScopes.length > 0 && <AskPermission scopes={missingScopes} text={words.pixelStays} />}
      {problem && (
        <Banner tone="critical">
          <p>{words.pixelRefused(problem)}</p>
        </Banner>
      )}
      {wanted && (
        <InlineStack>
          <Button onClick={() => fetcher.submit({ intent: "pixel-off" }, { method: "post" })} loading={fetcher.state !== "idle"}>
            {words.pixelNever}
          </Button>
        </InlineStack>
      )}
    </TitledCard>
  );
}
