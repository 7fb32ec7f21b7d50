/** What others saved of a form since it was opened, at its top: nothing is saved yet, and what may be done. */
import { Banner, BlockStack, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { meanwhileWords as words } from "~/words/admin/meanwhile";

type Props = {
  /** The fields that both have changed, and what stands there now; none, where a button was pressed and nothing typed. */
  lines: { label: string; value: string }[];
  /** The save's last word. It brings this to the eye of who pressed at another end of the page. */
  answer: { outcome: string } | undefined;
};

export function Meanwhile({ lines, answer }: Props) {
  const banner = useRef<BannerHandles>(null);
  useEffect(() => {
    if (answer?.outcome === "changed meanwhile") banner.current?.focus();
  }, [answer]);
  return (
    <Banner ref={banner} tone="warning" title={words.title}>
      <BlockStack gap="200">
        {lines.length > 0 && (
          <List>
            {lines.map(({ label, value }) => (
              <List.Item key={label}>{words.line(label, value)}</List.Item>
            ))}
          </List>
        )}
        <p>{lines.length > 0 ? words.text : words.lookAgain}</p>
      </BlockStack>
    </Banner>
  );
}
