/** What Shopify refused of the friends' discount, or has not done of it, with one button that asks again. */
import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { settingsWords } from "~/words/admin/settings";
import type { SettingsAnswer } from "./settings-fields";

const words = settingsWords.discount;

export type DiscountTroubleProps = {
  /** One of the discounts could not be made. */
  failed: boolean;
  /** In Shopify's words. */
  problem: string | null;
  /** Ambassadors' codes that have waited too long for Shopify. */
  codesWaiting: number;
};

export function DiscountTrouble({ failed, problem, codesWaiting }: DiscountTroubleProps) {
  const asking = useFetcher<SettingsAnswer>();
  const said = asking.data?.outcome;
  const told = failed || problem !== null || codesWaiting > 0;
  if (!told && !said) return null;
  return (
    <Banner tone={told ? "critical" : "info"}>
      <BlockStack gap="200">
        {failed ? (
          <Text as="p">{words.failed(problem)}</Text>
        ) : (
          <>
            {problem !== null && <Text as="p">{words.refused(problem)}</Text>}
            {codesWaiting > 0 && <Text as="p">{words.codesWaiting(codesWaiting)}</Text>}
          </>
        )}
        {told && <Text as="p">{words.todo}</Text>}
        {told && (
          <InlineStack>
            <Button loading={asking.state !== "idle"} onClick={() => asking.submit({ intent: "try-discount-again" }, { method: "post" })}>
              {words.again}
            </Button>
          </InlineStack>
        )}
        <div aria-live="polite">{said && <Text as="p">{words.outcomes[said]}</Text>}</div>
      </BlockStack>
    </Banner>
  );
}
