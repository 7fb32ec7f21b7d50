/** Rewards of which only the owner can say how they ended, one below the other: whose and what, the evidence, and what each answer does. */
import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { RewardButtons, type RewardButton } from "./reward-buttons";

export type RewardCase = {
  key: string;
  heading: string;
  evidence: ReactNode;
  /** Names it, in the form. */
  of: Record<string, string>;
  buttons: RewardButton[];
};

export function RewardCases({ cases }: { cases: RewardCase[] }) {
  return (
    <ul className="regulars-found">
      {cases.map(({ key, heading, evidence, of, buttons }) => (
        <li key={key}>
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {heading}
            </Text>
            <Text as="p">{evidence}</Text>
            <RewardButtons of={of} about={heading} buttons={buttons} />
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}
