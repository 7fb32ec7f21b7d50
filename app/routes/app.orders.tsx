/** Every order that touched a code or a link: the verdict as a word, the why as a sentence, the evidence one press away. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Box, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { showOrder } from "~/components/order-shown";
import { OrderTable } from "~/components/order-table";
import { PageLinks } from "~/components/page-links";
import { useHowWritten } from "~/components/how-written";
import { readOrderCounts } from "~/domain/insight/read-order-counts.server";
import { readOrders } from "~/domain/insight/read-orders.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { ordersWords as words } from "~/words/admin/lists";
import { count } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

const query = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  outcome: z.enum(["attributed", "ignored", "under review"]).nullable().catch(null),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const asked = query.parse({ page: searchParams.get("page"), outcome: searchParams.get("outcome") });
  const found = await readOrders(world, { page: asked.page, ...(asked.outcome && { outcome: asked.outcome }) });
  return {
    rows: found.rows.map(showOrder),
    page: found.page,
    pages: found.pages,
    total: found.total,
    counts: await readOrderCounts(world),
    outcome: asked.outcome,
  };
}

const form = z.object({
  intent: z.literal("settle"),
  orderId: z.string().regex(/^\d{1,20}$/),
  sequence: z.coerce.number().int().min(1).max(1_000_000),
  counts: z.enum(["true", "false"]),
  note: z.string().max(1_000),
});

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const { orderId, sequence, counts, note } = asked.data;
  return settleOrder(world, { orderId, sequence, counts: counts === "true", note, decidedBy: `owner:${userId || "unknown"}` });
}

export default function Orders() {
  const { rows, page, pages, counts, outcome } = useLoaderData<typeof loader>();
  const written = useHowWritten();
  const all = counts.attributed + counts.ignored + counts.underReview;
  if (all === 0) return <EmptyPage bar={words.bar} {...words.empty} url="/app/ambassadors" />;
  const tabs = [
    { to: "/app/orders", label: words.tabs.all, orders: all, on: outcome === null },
    { to: "/app/orders?outcome=attributed", label: words.tabs.attributed, orders: counts.attributed, on: outcome === "attributed" },
    { to: "/app/orders?outcome=ignored", label: words.tabs.ignored, orders: counts.ignored, on: outcome === "ignored" },
    { to: "/app/orders?outcome=under+review", label: words.tabs.underReview, orders: counts.underReview, on: outcome === "under review" },
  ];
  return (
    <Page fullWidth title={words.title} subtitle={words.lead}>
      <TitleBar title={words.bar} />
      <Card padding="0">
        <nav className="regulars-tabs" aria-label={words.tabs.label}>
          {tabs.map(({ to, label, orders, on }) => (
            <Link key={to} to={to} aria-current={on ? "page" : undefined}>
              {`${label} ${count(orders, written)}`}
            </Link>
          ))}
        </nav>
        {rows.length === 0 && (
          <Box padding="800">
            <Text as="h2" variant="headingMd">
              {words.none.title}
            </Text>
            <Text as="p">{words.none.text}</Text>
          </Box>
        )}
        {rows.length > 0 && <OrderTable rows={rows} />}
        {pages > 1 && (
          <Box padding="400">
            <InlineStack align="center">
              <PageLinks page={page} pages={pages} />
            </InlineStack>
          </Box>
        )}
      </Card>
    </Page>
  );
}
