/**
 * The reading of the history on the home page: the one button of the first day, then a bar with counts that renews itself
 * while the page is open, then nothing once the people are known, unless the products could not be read.
 */
import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, List, ProgressBar, Text } from "@shopify/polaris";
import type { ImportProgress } from "~/ingest/history/read-import.server";
import { homeWords } from "~/words/admin/home";
import { count, type HowWritten } from "~/words/admin/numbers";
import { TitledCard } from "./titled-card";
import { useHowWritten } from "./how-written";
import { useRenewals } from "./use-renewals";

const words = homeWords.progress;
/** Half an hour of a page left open; the owner can reload it. */
const RENEW = { everyMs: 1_500, most: 1_200 };
/** A minute: ranking takes seconds, so after this there is nothing to rank. */
const RANKING_RENEWALS = 40;

/** While orders are still coming in, a list made of some of them would only mislead. */
export const isUnderWay = (one: ImportProgress | null): boolean =>
  one !== null && ["requested", "preparing", "reading"].includes(one.state);

type Props = { progress: Record<"catalogue" | "orders", ImportProgress | null>; mined: boolean; horizon: string };

export function HomeImport({ progress, mined, horizon }: Props) {
  const { orders, catalogue } = progress;
  // The daily reading of the products is nobody's to wait for.
  const open = isUnderWay(orders) || (isUnderWay(catalogue) && !catalogue?.again);
  const ranking = orders?.state === "done" && !mined && orders.ordersRead > 0;
  const tooLong = useRenewals(ranking ? "ranking" : open ? "reading" : null, RENEW) > RANKING_RENEWALS;
  if (!orders) return <FirstDay horizon={horizon} />;
  const known = orders.state === "done" && mined && !open;
  return (
    <>
      {known ? <Refused progress={orders} /> : <Progress orders={orders} catalogue={catalogue} tooLong={tooLong} horizon={horizon} />}
      {orders.state === "done" && catalogue && <Products catalogue={catalogue} />}
    </>
  );
}

/** Orders are read, products are not: without them the shelf is empty, or as old as the last reading. */
function Products({ catalogue: { state, problem } }: { catalogue: ImportProgress }) {
  const { press, busy } = usePress();
  if (state !== "failed" && state !== "stopped") return null;
  return (
    <TitledCard title={homeWords.products.title}>
      <Text as="p">{state === "failed" ? homeWords.products.failed : homeWords.products.stopped}</Text>
      {state === "failed" && problem && (
        <Text as="p" tone="subdued">
          {problem}
        </Text>
      )}
      <InlineStack>
        <Button loading={busy} onClick={() => press(state === "failed" ? "read-products" : "resume-import")}>
          {state === "failed" ? homeWords.products.again : words.resume}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

function FirstDay({ horizon }: { horizon: string }) {
  const { press, busy } = usePress();
  return (
    <TitledCard title={homeWords.read.title}>
      <Text as="p">{homeWords.read.text}</Text>
      <Text as="p" tone="subdued">
        {horizon}
      </Text>
      <InlineStack>
        <Button variant="primary" size="large" loading={busy} onClick={() => press("start-import")}>
          {homeWords.read.action}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

function Progress({
  orders,
  catalogue,
  tooLong,
  horizon,
}: {
  orders: ImportProgress;
  catalogue: ImportProgress | null;
  tooLong: boolean;
  horizon: string;
}) {
  const { press, busy } = usePress();
  const written = useHowWritten();
  const sentence = sentenceFor(orders, written, tooLong);
  const failed = orders.state === "failed";
  const underWay = isUnderWay(orders);
  return (
    <TitledCard title={words.title}>
      {failed && (
        <Banner tone="critical" title={words.failed}>
          {orders.problem && <p>{orders.problem}</p>}
        </Banner>
      )}
      <ProgressBar progress={percentFor(orders)} tone="primary" size="small" ariaLabelledBy="import-sentence" animated={false} />
      <div aria-live="polite">
        <Text as="p" id="import-sentence">
          {sentence}
        </Text>
        {catalogue && catalogue.productsRead > 0 && <Text as="p">{words.products(count(catalogue.productsRead, written))}</Text>}
      </div>
      {orders.partial && <Text as="p">{words.partial}</Text>}
      <Text as="p" tone="subdued">
        {underWay && `${words.leave} `}
        {horizon}
      </Text>
      <Refused progress={orders} />
      <InlineStack gap="200">
        {underWay && (
          <Button loading={busy} onClick={() => press("stop-import")}>
            {words.stop}
          </Button>
        )}
        {orders.state === "stopped" && (
          <Button variant="primary" loading={busy} onClick={() => press("resume-import")}>
            {words.resume}
          </Button>
        )}
        {failed && (
          <Button variant="primary" loading={busy} onClick={() => press("start-import")}>
            {words.again}
          </Button>
        )}
      </InlineStack>
    </TitledCard>
  );
}

function Refused({ progress }: { progress: ImportProgress }) {
  const written = useHowWritten();
  if (progress.refused === 0) return null;
  const records = `${count(progress.refused, written)} ${progress.refused === 1 ? "record" : "records"}`;
  return (
    <BlockStack gap="100">
      <Text as="p">{words.refused(records)}</Text>
      <List>
        {progress.refusedReasons.slice(0, 5).map(({ line, reason }, index) => (
          <List.Item key={`${index} ${line}`}>{words.refusedLine(line, reason)}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

/** Shopify's preparing is shown as a little; how much there will be is not known before. */
function percentFor(orders: ImportProgress): number {
  if (orders.state === "requested") return 1;
  if (orders.state === "preparing" || orders.percent === null) return 5;
  return 5 + Math.round(orders.percent * 0.95);
}

function sentenceFor(orders: ImportProgress, written: HowWritten, tooLong: boolean): string {
  const reading = words.reading(count(orders.ordersRead, written), count(orders.linesRead, written));
  switch (orders.state) {
    case "requested":
      return words.asking;
    case "preparing":
      return words.preparing(count(orders.objectsReady, written));
    case "reading":
    case "failed":
      return reading;
    case "stopped":
      return `${words.stopped} ${reading}`;
    case "done":
      if (orders.ordersRead === 0) return words.noOrders;
      return tooLong ? words.noneCount : words.ranking(count(orders.ordersRead, written));
  }
}

function usePress(): { press: (intent: string) => void; busy: boolean } {
  const fetcher = useFetcher();
  return { press: (intent) => fetcher.submit({ intent }, { method: "post" }), busy: fetcher.state !== "idle" };
}
