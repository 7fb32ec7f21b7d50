/** One code that looks leaked: why we think so, how it was used, whose orders wait, and the owner's two answers. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { LeakAnswered, LeakSeen } from "~/domain/insight/read-leaks.server";
import { leaksWords as words } from "~/words/admin/leaks";
import { day, moment } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { LeakPlot } from "./leak-plot";
import { StackingTable } from "./stacking-table";
import { TitledCard } from "./titled-card";

export function LeakCard({ leak }: { leak: LeakSeen }) {
  const written = useHowWritten();
  const { ambassadorName, code, because, uses, span, usualMost, clicks, sites, waiting, heldFrom, orders, ordersInAll, answer } = leak;
  const said = because === "coupon site" ? words.because[because](uses, span) : words.because[because](uses, span, usualMost, clicks);
  return (
    <TitledCard title={words.says(ambassadorName, code)}>
      <BlockStack gap="200">
        <Text as="p">{said}</Text>
        <Text as="p">{sites.length ? words.sites(sites.map((one) => `${one.site} (${one.orders})`).join(", ")) : words.noSites}</Text>
        {(!answer || waiting > 0) && (
          <Text as="p" fontWeight="semibold">
            {answer ? words.stillWaiting(waiting) : words.waiting(waiting, moment(heldFrom, written))}
          </Text>
        )}
      </BlockStack>
      <LeakPlot leak={leak} written={written} />
      {answer ? <Answered code={code} answer={answer} /> : <Answers leak={leak} />}
      <details className="regulars-behind">
        <summary>
          {words.orders.title(ordersInAll, orders.length)}
          <span className="regulars-unseen">{` (${code})`}</span>
        </summary>
        <StackingTable
          caption={words.orders.title(ordersInAll, orders.length)}
          columns={Object.values(words.orders.columns).map((title) => ({ title }))}
          rows={orders.map((one) => ({
            key: one.orderId,
            cells: [
              one.name,
              moment(one.placedAt, written),
              one.firstOrder ? words.orders.first : words.orders.again,
              one.byLink ? words.orders.byLink : (one.site ?? words.orders.unknown),
              one.verdict,
            ],
          }))}
        />
      </details>
      {waiting > 0 && answer?.answer !== "fine" && (
        <InlineStack>
          <Button url="/app/orders?outcome=under%20review" accessibilityLabel={`${words.orders.settle}: ${code}`}>
            {words.orders.settle}
          </Button>
        </InlineStack>
      )}
    </TitledCard>
  );
}

function Answered({ code, answer: { answer, at, newCode, stands, problem } }: { code: string; answer: LeakAnswered }) {
  const on = day(at, useHowWritten());
  if (answer === "fine") return <Text as="p">{words.answered.fine(on)}</Text>;
  return (
    <BlockStack gap="200">
      <Text as="p">{`${words.answered.replaced(on, newCode)}${words.answered.stands[stands](newCode)}`}</Text>
      {stands === "still works" && <Text as="p">{words.answered.byHand(code, problem)}</Text>}
    </BlockStack>
  );
}

function Answers({ leak: { alarmId, ambassadorName: name, code, because, givesNew } }: { leak: LeakSeen }) {
  const answering = useFetcher<{ outcome: string; code?: string | null }>();
  const busy = answering.state !== "idle";
  const said = answering.data;
  const ends = givesNew === "yes" ? words.replace(name) : words.end(name);
  const answer = (intent: "fine" | "replace") => answering.submit({ intent, alarmId }, { method: "post" });
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" wrap>
        <Button
          variant="primary"
          disabled={busy}
          loading={busy && answering.formData?.get("intent") === "replace"}
          onClick={() => answer("replace")}
          accessibilityLabel={`${ends}: ${code}`}
        >
          {ends}
        </Button>
        <Button
          disabled={busy}
          loading={busy && answering.formData?.get("intent") === "fine"}
          onClick={() => answer("fine")}
          accessibilityLabel={`${words.fine}: ${code}`}
        >
          {words.fine}
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued">
        {givesNew === "yes" ? words.replaceHelp(code) : words.endHelp[givesNew](name, code)}
      </Text>
      <Text as="p" tone="subdued">
        {words.fineHelp[because]}
      </Text>
      <div aria-live="polite">{said && <Text as="p">{sayOutcome(said)}</Text>}</div>
    </BlockStack>
  );
}

function sayOutcome({ outcome, code = null }: { outcome: string; code?: string | null }): string {
  if (outcome === "replaced") return words.outcomes.replaced(code);
  return words.outcomes[outcome as Exclude<keyof typeof words.outcomes, "replaced">] ?? words.outcomes.unknown;
}
