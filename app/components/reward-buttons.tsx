/** What can be done with one reward: a button each, and what came of the last press. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { rewardsWords as words } from "~/words/admin/rewards";

export type RewardButton = { label: string; form: Record<string, string>; primary?: boolean };

export function RewardButtons({ rewardId, buttons }: { rewardId: string; buttons: RewardButton[] }) {
  const fetcher = useFetcher<{ outcome: string }>();
  const busy = fetcher.state !== "idle";
  const said = fetcher.data?.outcome;
  const good = said !== undefined && said in words.done;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        {buttons.map(({ label, form, primary }) => (
          <Button
            key={label}
            variant={primary ? "primary" : undefined}
            disabled={busy}
            onClick={() => fetcher.submit({ ...form, rewardId }, { method: "post" })}
          >
            {label}
          </Button>
        ))}
      </InlineStack>
      <div aria-live="polite">
        {said && (
          <Text as="p" tone={good ? undefined : "critical"}>
            {good ? words.done[said] : (words.problems[said] ?? words.problems.other)}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
