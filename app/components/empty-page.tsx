/** A page that has nothing to show yet: says what will be here and the one thing to do about it. */
import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { TitleBar } from "~/shell";

type Props = { bar: string; title: string; text: string; action: string; url: string };

export function EmptyPage({ bar, title, text, action, url }: Props) {
  return (
    <Page title={title}>
      <TitleBar title={bar} />
      <Card padding="800">
        <BlockStack gap="400" inlineAlign="start">
          <Text as="p" variant="bodyLg">
            {text}
          </Text>
          <Button variant="primary" url={url}>
            {action}
          </Button>
        </BlockStack>
      </Card>
    </Page>
  );
}
