/** The ambassadors: people first, what their friends bought, what waits and what is theirs; who sleeps can be found. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { AmbassadorFilters } from "~/components/ambassador-filters";
import { showAmbassador } from "~/components/ambassador-shown";
import { AmbassadorTable } from "~/components/ambassador-table";
import { EmptyPage } from "~/components/empty-page";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { ambassadorsWords as words } from "~/words/admin/lists";

export { PageError as ErrorBoundary } from "~/components/page-error";

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  search: z.string().max(80).catch(""),
  show: z.enum(["all", "active", "sleeping", "left"]).catch("all"),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const asked = query.parse(Object.fromEntries(Object.keys(query.shape).map((name) => [name, searchParams.get(name)])));
  const found = await readAmbassadors(world, asked);
  return {
    rows: found.rows.map(showAmbassador),
    active: found.active,
    total: found.total,
    page: found.page,
    pages: found.pages,
    asked: { search: asked.search, show: asked.show },
  };
}

export default function Ambassadors() {
  const { rows, active, total, page, pages, asked } = useLoaderData<typeof loader>();
  const [, setParams] = useSearchParams();
  const filtered = asked.search !== "" || asked.show !== "all";
  if (total === 0 && !filtered) return <EmptyPage bar={words.bar} {...words.empty} url="/app/invite" />;
  const change = (changes: Record<string, string>) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.delete("page");
      for (const [name, value] of Object.entries(changes))
        if (value) after.set(name, value);
        else after.delete(name);
      return after;
    });
  return (
    <Page fullWidth title={words.title(active)} subtitle={words.lead}>
      <TitleBar title={words.bar} />
      <Card padding="0">
        <AmbassadorFilters search={asked.search} show={asked.show} change={change} />
        <AmbassadorTable rows={rows} page={page} pages={pages} />
      </Card>
    </Page>
  );
}
