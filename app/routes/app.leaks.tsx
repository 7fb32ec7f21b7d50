/** Codes that are used far more than usual: the evidence, and the owner's answer by one press. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { CouponSites } from "~/components/coupon-sites";
import { LeakCard } from "~/components/leak-card";
import { PageLinks } from "~/components/page-links";
import { readLeaks } from "~/domain/insight/read-leaks.server";
import { answerLeak } from "~/domain/leak/answer-leak.server";
import { saveCouponSites } from "~/domain/leak/save-coupon-sites.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { leaksWords as words } from "~/words/admin/leaks";

export { PageError as ErrorBoundary } from "~/components/page-error";

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return readLeaks(world, query.parse({ page: new URL(request.url).searchParams.get("page") }));
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["fine", "replace"]), alarmId: z.uuid() }),
  z.object({ intent: z.literal("sites"), sites: z.string().max(30_000), was: z.string().max(30_000) }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const by = `owner:${userId || "unknown"}`;
  if (asked.data.intent === "sites") {
    const { sites, was } = asked.data;
    return saveCouponSites(world, { typed: sites, was, addedBy: by });
  }
  const { intent, alarmId } = asked.data;
  return answerLeak(world, { alarmId, answer: intent === "fine" ? "fine" : "replaced", answeredBy: by });
}

export default function Leaks() {
  const { open, total, page, pages, answered, sites } = useLoaderData<typeof loader>();
  return (
    <Page title={total > 1 ? words.titleOf(total) : words.title} subtitle={words.lead} backAction={{ content: words.back, url: "/app" }}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {open.length === 0 && (
          <Card>
            <Text as="p">{words.none}</Text>
          </Card>
        )}
        {open.map((leak) => (
          <LeakCard key={leak.alarmId} leak={leak} />
        ))}
        {pages > 1 && (
          <Card>
            <PageLinks page={page} pages={pages} list={words.title} />
          </Card>
        )}
        {answered.length > 0 && (
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <Text as="h2" variant="headingMd">
              {words.answered.title}
            </Text>
          </Box>
        )}
        {answered.map((leak) => (
          <LeakCard key={leak.alarmId} leak={leak} />
        ))}
        <CouponSites sites={sites} />
      </BlockStack>
    </Page>
  );
}
