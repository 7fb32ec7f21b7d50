/** A card with a heading of its own and room between its parts; most of the owner's pages are made of these. */
import { BlockStack, Card, Text } from "@shopify/polaris";
import { useEffect, useRef, type ReactNode } from "react";

type Props = {
  title: string;
  /** For a card that somebody has just opened: brought into view, and read out first. */
  focusWhenShown?: boolean;
  children: ReactNode;
};

export function TitledCard({ title, focusWhenShown = false, children }: Props) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusWhenShown) heading.current?.focus();
  }, [focusWhenShown]);
  return (
    <Card>
      <BlockStack gap="300">
        <div ref={heading} tabIndex={focusWhenShown ? -1 : undefined} className="regulars-heading">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
        </div>
        {children}
      </BlockStack>
    </Card>
  );
}
