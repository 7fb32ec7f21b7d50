/** A page that is on its way, in the shape it will have: nothing jumps when it comes. */
import { BlockStack, Card, Layout, SkeletonBodyText, SkeletonDisplayText, SkeletonPage } from "@shopify/polaris";

export type PageShape = "cards" | "list beside plot" | "list";

export const shapeOf = (pathname: string): PageShape => {
  if (pathname.startsWith("/app/buyers")) return "list beside plot";
  return /^\/app\/(ambassadors|orders|books)/.test(pathname) ? "list" : "cards";
};

export function PageSkeleton({ shape }: { shape: PageShape }) {
  const card = (key: string, lines: number) => (
    <Card key={key}>
      <BlockStack gap="300">
        <SkeletonDisplayText size="small" />
        <SkeletonBodyText lines={lines} />
      </BlockStack>
    </Card>
  );
  const rows = Array.from({ length: 6 }, (_, index) => <SkeletonBodyText key={index} lines={2} />);
  const list = (
    <Card>
      <BlockStack gap="500">{rows}</BlockStack>
    </Card>
  );
  return (
    <SkeletonPage primaryAction fullWidth={shape !== "cards"}>
      {shape === "list" && list}
      {shape === "cards" && <BlockStack gap="400">{["a", "b", "c"].map((key) => card(key, 3))}</BlockStack>}
      {shape === "list beside plot" && (
        <Layout>
          <Layout.Section>{list}</Layout.Section>
          <Layout.Section variant="oneThird">{card("plot", 8)}</Layout.Section>
        </Layout>
      )}
    </SkeletonPage>
  );
}
