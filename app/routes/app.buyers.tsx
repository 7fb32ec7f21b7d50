/** Power buyers: the list with a reason for each, the plot beside it, or one person's card in the plot's place. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { BuyerCardView } from "~/components/buyer-card";
import { BuyerFilters } from "~/components/buyer-filters";
import { BuyerList } from "~/components/buyer-list";
import { BuyerPlot } from "~/components/buyer-plot";
import { EmptyPage } from "~/components/empty-page";
import { HowWeKnow } from "~/components/how-we-know";
import { TitledCard } from "~/components/titled-card";
import { useHowWritten } from "~/components/how-written";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { readBuyerPlot } from "~/domain/insight/read-buyer-plot.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { buyersWords as words } from "~/words/admin/buyers";
import { count, percent, shareInWords } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

/** What does not fit counts as not asked: an address somebody changed by hand still shows a page. */
const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  search: z.string().max(80).catch(""),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .catch(null),
  subscribed: z.literal("1").nullable().catch(null),
  person: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .catch(null),
});

const PAGE_SIZE = 25;

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const asked = query.parse(Object.fromEntries(Object.keys(query.shape).map((name) => [name, searchParams.get(name)])));
  const { page, search, person } = asked;
  const filter = { search, ...(asked.country && { countryCode: asked.country }), subscribedOnly: asked.subscribed !== null };
  const found = await readPowerBuyers(world, { page, pageSize: PAGE_SIZE, ...filter });
  const matching = found?.matching ?? 0;
  return {
    mining: found?.mining ?? null,
    rows: found?.rows ?? [],
    matching,
    countries: found?.countries ?? [],
    page,
    pages: Math.max(1, Math.ceil(matching / PAGE_SIZE)),
    plot: await readBuyerPlot(world),
    card: person ? await readBuyerCard(world, { buyerId: person }) : null,
  };
}

export default function PowerBuyers() {
  const { mining, rows, matching, countries, page, pages, plot, card } = useLoaderData<typeof loader>();
  const written = useHowWritten();
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<string[]>([]);
  const change = (changes: Record<string, string | null>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes))
          if (value) after.set(name, value);
          else after.delete(name);
        return after;
      },
      { preventScrollReset: true },
    );

  if (!mining) return <EmptyPage bar={words.bar} {...words.empty} url="/app" />;
  const share = shareInWords(mining.spendShareBp);
  return (
    <Page
      fullWidth
      title={mining.powerBuyers === 1 ? words.titleOne(share) : words.title(count(mining.powerBuyers, written), share)}
      subtitle={words.lead}
      primaryAction={
        chosen.length
          ? { content: words.inviteChosen(chosen.length), url: `/app/invite?buyers=${chosen.join(",")}` }
          : { content: words.invite, url: "/app/invite" }
      }
    >
      <TitleBar title={words.bar} />
      <div className="regulars-beside" data-open={card ? "card" : undefined}>
        <Card padding="0">
          <BuyerFilters countries={countries} change={change} params={params} matching={matching} all={mining.powerBuyers} />
          <BuyerList
            rows={rows}
            page={page}
            pages={pages}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(buyerId) => change({ person: buyerId })}
          />
        </Card>
        <div className="regulars-beside__second">
          <BlockStack gap="400">
            {card && <BuyerCardView key={params.get("person")} card={card} onClose={() => change({ person: null })} />}
            {!card && plot && plot.people.length > 0 && (
              <TitledCard title={words.plot.heading}>
                <BuyerPlot plot={plot} written={written} onChoose={(buyerId) => change({ person: buyerId })} />
                <Text as="p">
                  {words.plot.lineInWords(
                    percentOfLine(mining),
                    count(plot.powerBuyers, written),
                    plot.line.text,
                    percent(mining.spendShareBp),
                  )}
                </Text>
                {plot.people.length < plot.buyers && (
                  <Text as="p" variant="bodySm" tone="subdued">
                    {words.plot.sample(count(plot.people.length, written), count(plot.buyers, written))}
                  </Text>
                )}
              </TitledCard>
            )}
            <HowWeKnow mining={mining} />
          </BlockStack>
        </div>
      </div>
    </Page>
  );
}

/** The line as it was when this list was made; the setting may have moved since. */
const percentOfLine = ({ powerBuyers, buyers }: { powerBuyers: number; buyers: number }): string =>
  String(Math.round((powerBuyers * 1_000) / Math.max(1, buyers)) / 10);
