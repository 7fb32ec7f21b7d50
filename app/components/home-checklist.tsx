/** The first steps, each with the time it takes; the next one to do has the way to it. */
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { ChecklistStep } from "~/domain/insight/home";
import { homeWords } from "~/words/admin/home";
import { TitledCard } from "./titled-card";

const words = homeWords.checklist;

export function HomeChecklist({ steps }: { steps: ChecklistStep[] }) {
  const next = steps.find((step) => !step.done);
  return (
    <TitledCard title={words.title}>
      <ol className="regulars-steps">
        {steps.map((step) => (
          <li key={step.key}>
            <InlineStack gap="300" align="space-between" blockAlign="center" wrap={false}>
              <BlockStack gap="050">
                <Text as="p" fontWeight={step === next ? "semibold" : "regular"} tone={step.done ? "subdued" : undefined}>
                  {step.title}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  {step.takes}
                </Text>
              </BlockStack>
              {step.done ? (
                <Badge tone="success" progress="complete">
                  {words.done}
                </Badge>
              ) : step === next && step.path !== "/app" ? (
                <Button url={step.path} accessibilityLabel={`${words.go}: ${step.title}`}>
                  {words.go}
                </Button>
              ) : null}
            </InlineStack>
          </li>
        ))}
      </ol>
    </TitledCard>
  );
}
