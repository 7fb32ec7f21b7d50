/** Power buyers: the list with a reason for each and what narrows it, the plot with the owner's line beside it, or one person's card in the plot's place. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { BuyerCardView } from "~/components/buyer-card";
import { BuyerFilters } from "~/components/buyer-filters";
import { BuyerList } from "~/components/buyer-list";
import { BuyerPlot } from "~/components/buyer-plot";
import { BuyerViews } from "~/components/buyer-views";
import { EmptyPage } from "~/components/empty-page";
import { HowWeKnow } from "~/components/how-we-know";
import { useHowWritten } from "~/components/how-written";
import { ListChanges } from "~/components/list-changes";
import { useCsv } from "~/components/use-csv";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { readBuyerPlot } from "~/domain/insight/read-buyer-plot.server";
import { readEvidence } from "~/domain/insight/read-evidence.server";
import { forgetView } from "~/domain/mining/forget-view.server";
import { moveLine } from "~/domain/mining/move-line.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { readSavedViews } from "~/domain/mining/read-saved-views.server";
import { saveView } from "~/domain/mining/save-view.server";
import { filtersInAddress, NO_FILTERS } from "~/domain/mining/list-filters";
import { readFilters } from "~/domain/mining/saved-view";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { buyersWords as words } from "~/words/admin/buyers";
import { homeWords } from "~/words/admin/home";
import { count, shareInWords } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

/** What does not fit counts as not asked: an address somebody changed by hand still shows a page. */
const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  person: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .catch(null),
});

const PAGE = "/app/buyers";
const PAGE_SIZE = 25;

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const { page, person } = query.parse({ page: searchParams.get("page"), person: searchParams.get("person") });
  const filters = readFilters(searchParams);
  const found = await readPowerBuyers(world, { page, pageSize: PAGE_SIZE, filters });
  return {
    mining: found?.mining ?? null,
    rows: found?.rows ?? [],
    matching: found?.matching ?? 0,
    countries: found?.countries ?? [],
    tastes: found?.tastes ?? [],
    change: found?.change ?? null,
    page: found?.page ?? 1,
    pages: found?.pages ?? 1,
    filters,
    views: await readSavedViews(world),
    evidence: await readEvidence(world),
    // One person's card stands in the plot's place.
    plot: person ? null : await readBuyerPlot(world),
    card: person ? await readBuyerCard(world, { buyerId: person }) : null,
  };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("move-line"), powerBuyerBp: z.coerce.number().int().min(-1).max(100_000) }),
  z.object({ intent: z.literal("keep-view"), name: z.string().max(1_000), filters: z.string().max(4_000) }),
  z.object({ intent: z.literal("forget-view"), viewId: z.uuid() }),
  z.object({ intent: z.literal("mine") }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood", problem: homeWords.notUnderstood }, { status: 400 });
  const who = userId || "owner";
  switch (asked.data.intent) {
    case "move-line":
      return moveLine(world, { powerBuyerBp: asked.data.powerBuyerBp, movedBy: who });
    case "keep-view":
      return saveView(world, { name: asked.data.name, filters: readFilters(new URLSearchParams(asked.data.filters)), savedBy: who });
    case "forget-view":
      return forgetView(world, { viewId: asked.data.viewId });
    case "mine":
      await world.transaction(({ queue }) => queue.add("mining.mine", { why: "asked for by the owner" }, { onceKey: "mine" }));
      return { outcome: "asked" };
  }
}

export default function PowerBuyers() {
  const found = useLoaderData<typeof loader>();
  const { mining, filters, plot, card, change: listChange, evidence } = found;
  const written = useHowWritten();
  const [params, setParams] = useSearchParams();
  const coming = useNavigation().location;
  const [chosen, setChosen] = useState<string[]>([]);
  const asked = filtersInAddress(filters);
  const csv = useCsv(`${PAGE}/export?${asked}`, words.save);
  const change = (changes: Record<string, string | null>) =>
    setParams(
      () => {
        // A second change must not undo the first, whose page is still on its way.
        const after = new URLSearchParams(coming?.pathname === PAGE ? coming.search : params);
        for (const [name, value] of Object.entries(changes))
          if (value) after.set(name, value);
          else after.delete(name);
        return after;
      },
      { preventScrollReset: true },
    );

  if (!mining) return <EmptyPage bar={words.bar} {...words.empty} url="/app" />;
  const share = shareInWords(mining.spendShareBp);
  const horizon = mining.horizonDays === null ? null : words.horizon(mining.horizonDays);
  return (
    <Page
      fullWidth
      title={mining.powerBuyers === 1 ? words.titleOne(share) : words.title(count(mining.powerBuyers, written), share)}
      subtitle={words.lead[mining.method]}
      primaryAction={
        chosen.length
          ? { content: words.inviteChosen(chosen.length), url: `/app/invite?buyers=${chosen.join(",")}` }
          : asked && found.matching > 0
            ? { content: words.inviteThese(found.matching), url: `/app/invite?${asked}` }
            : { content: asked ? words.inviteAll : words.invite, url: "/app/invite" }
      }
      secondaryActions={[
        ...(asked && found.matching > 0 && chosen.length === 0 ? [{ content: words.inviteAll, url: "/app/invite" }] : []),
        { content: words.save.action, onAction: csv.save, loading: csv.busy },
      ]}
    >
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {horizon && (
          <Banner tone="info" title={horizon.title}>
            <p>{horizon.text}</p>
          </Banner>
        )}
        {listChange && (
          <ListChanges
            change={listChange}
            shownAlready={filters.joined !== null}
            onShow={() => change({ ...NO_FILTERS, joined: "lately", page: null })}
          />
        )}
        <div className="regulars-beside" data-open={card ? "card" : undefined}>
          <Card padding="0">
            <BuyerViews views={found.views} filters={filters} />
            <BuyerFilters
              filters={filters}
              countries={found.countries}
              tastes={found.tastes}
              change={(changes) => change({ ...changes, page: null })}
              matching={found.matching}
              listed={mining.powerBuyers}
            />
            {plot && (
              <div className="regulars-jump">
                <a href="#everybody">{words.plot.jump}</a>
              </div>
            )}
            <BuyerList
              rows={found.rows}
              page={found.page}
              pages={found.pages}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={(buyerId) => change({ person: buyerId })}
            />
          </Card>
          <div className="regulars-beside__second" id="everybody">
            <BlockStack gap="400">
              {card && <BuyerCardView key={params.get("person")} card={card} onClose={() => change({ person: null })} />}
              {plot && plot.people.length > 0 && (
                <BuyerPlot plot={plot} written={written} onChoose={(buyerId) => change({ person: buyerId })} />
              )}
              {evidence && <HowWeKnow evidence={evidence} lapsedLast={mining.level === "past spend" && mining.method === "past spend"} />}
            </BlockStack>
          </div>
        </div>
      </BlockStack>
    </Page>
  );
}
