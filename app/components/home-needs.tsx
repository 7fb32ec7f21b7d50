/** What only a person can settle: at most five lines, each with one button. */
import { Button, InlineStack, Text } from "@shopify/polaris";
import type { NeedsYou } from "~/domain/insight/home";
import { homeWords } from "~/words/admin/home";
import { TitledCard } from "./titled-card";

const words = homeWords.needs;

export function HomeNeeds({ needs }: { needs: NeedsYou[] }) {
  return (
    <TitledCard title={words.title}>
      {needs.length === 0 && <Text as="p">{words.none}</Text>}
      {needs.length > 0 && (
        <ul className="regulars-people">
          {needs.map((need) => (
            <li key={need.key}>
              <InlineStack gap="300" align="space-between" blockAlign="center">
                <div style={{ flex: "1 1 14rem" }}>
                  <Text as="p">{need.sentence}</Text>
                </div>
                {need.path !== "/app" && (
                  <Button url={need.path} accessibilityLabel={`${need.button}: ${need.sentence}`}>
                    {need.button}
                  </Button>
                )}
              </InlineStack>
            </li>
          ))}
        </ul>
      )}
    </TitledCard>
  );
}
