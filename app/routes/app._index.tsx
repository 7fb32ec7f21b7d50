/** Home: on the first day one button, then how far the reading is, then the people; later the month, and what needs somebody. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { HomeChecklist } from "~/components/home-checklist";
import { HomeImport, isUnderWay } from "~/components/home-import";
import { HomeMined } from "~/components/home-mined";
import { HomeNeeds } from "~/components/home-needs";
import { HomeSales } from "~/components/home-sales";
import { HomeStatus } from "~/components/home-status";
import { useHowWritten } from "~/components/how-written";
import { monthSentence } from "~/domain/insight/home";
import { readClicks } from "~/domain/insight/read-clicks.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readStatus } from "~/domain/insight/read-status.server";
import { readStore } from "~/domain/insight/read-store.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { readEndedProgram } from "~/domain/program/read-ended-program.server";
import { horizonDaysFor } from "~/ingest/history/history";
import { readImport } from "~/ingest/history/read-import.server";
import { resumeImport } from "~/ingest/history/resume-import.server";
import { startImport } from "~/ingest/history/start-import.server";
import { stopImport } from "~/ingest/history/stop-import.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { homeWords as words } from "~/words/admin/home";
import { day, roundMoney } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const store = await readStore(world);
  const home = await readHome(world);
  const list = await readPowerBuyers(world, { page: 1, pageSize: 5 });
  const horizonDays = horizonDaysFor(store.scopes);
  return {
    import: await readImport(world),
    mining: list?.mining ?? null,
    topFive: list?.rows ?? [],
    firstDays: home.firstDays,
    checklist: home.checklist,
    figures: home.month,
    weeks: home.weeks,
    currency: home.currency,
    counts: home.counts,
    needsYou: home.needsYou,
    status: await readStatus(world),
    clicks: await readClicks(world),
    endedAt: (await readEndedProgram(world))?.endedAt.toISOString() ?? null,
    shop: { name: store.name, horizon: horizonDays === null ? words.horizon.whole : words.horizon.days(horizonDays) },
  };
}

const form = z.object({ intent: z.enum(["start-import", "read-products", "stop-import", "resume-import"]) });

export async function action({ request }: ActionFunctionArgs) {
  const { world } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood", problem: words.notUnderstood }, { status: 400 });
  switch (asked.data.intent) {
    case "start-import":
      return startImport(world, { kinds: ["catalogue", "orders"] });
    case "read-products":
      return startImport(world, { kinds: ["catalogue"] });
    case "stop-import":
      return stopImport(world);
    case "resume-import":
      return resumeImport(world);
  }
}

export default function Home() {
  const home = useLoaderData<typeof loader>();
  const written = useHowWritten();
  const { mining, figures } = home;
  const whole = ({ minor }: { minor: string }) => ({ minor, text: roundMoney(minor, { ...written, currency: home.currency }) });
  // In whole pounds for the eye; the exact amounts stand in the table below.
  const month = monthSentence({ ...figures, sales: whole(figures.sales), cost: whole(figures.cost) });
  return (
    <Page title={home.firstDays ? words.welcome(home.shop.name) : month}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {home.endedAt && (
          <Banner title={words.ended.title(day(home.endedAt, written))} action={{ content: words.ended.action, url: "/app/settings" }}>
            <p>{words.ended.text}</p>
          </Banner>
        )}
        <HomeImport progress={home.import} mined={mining !== null} horizon={home.shop.horizon} />
        {!home.firstDays && <HomeSales figures={figures} weeks={home.weeks} currency={home.currency} />}
        {mining && home.firstDays && !isUnderWay(home.import.orders) && <HomeMined mining={mining} topFive={home.topFive} />}
        {(!home.firstDays || home.needsYou.length > 0) && <HomeNeeds needs={home.needsYou} />}
        {home.firstDays && <HomeChecklist steps={home.checklist} />}
        {(!home.firstDays || home.counts.invited > 0) && <HomeStatus status={home.status} counts={home.counts} clicks={home.clicks} />}
      </BlockStack>
    </Page>
  );
}
