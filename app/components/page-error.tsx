/**
 * What stands in place of one of the owner's pages that could not be shown. Shopify's library answers some requests by
 * throwing a page of its own (to leave the frame, to sign in again): that page is passed on as it is.
 */
import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Button, Card, Page, Text, BlockStack } from "@shopify/polaris";
import { frameWords } from "~/words/admin/frame";
import { isLibraryPage } from "./library-page";

const wordsFor = (status: number | null) => {
  if (status === 404) return { ...frameWords.missing, url: "/app" };
  if (status === 401 || status === 403 || status === 410) return { ...frameWords.notLetIn, url: "https://admin.shopify.com/" };
  return { ...frameWords.broken, url: null };
};

export function PageError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && isLibraryPage(error.data)) return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  const { title, text, action, url } = wordsFor(isRouteErrorResponse(error) ? error.status : null);
  return (
    <Page title={title}>
      <Card>
        <BlockStack gap="400" inlineAlign="start">
          <Text as="p">{text}</Text>
          {url ? (
            <Button url={url} target={url.startsWith("https:") ? "_top" : undefined}>
              {action}
            </Button>
          ) : (
            <Button onClick={() => window.location.reload()}>{action}</Button>
          )}
        </BlockStack>
      </Card>
    </Page>
  );
}
