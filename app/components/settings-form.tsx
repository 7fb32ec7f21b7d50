/** The settings as fields, each with its sentence and its example; a changed field opens the save bar, a refused one says what to do. */
import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Box, Checkbox, ChoiceList, InlineGrid, Page, Text, TextField } from "@shopify/polaris";
import { useEffect, useMemo } from "react";
import type { Examples } from "~/domain/insight/read-examples.server";
import { SaveBar, TitleBar, useToast } from "~/shell";
import { settingsWords as words } from "~/words/admin/settings";
import { meanwhileWords } from "~/words/admin/meanwhile";
import { currencySign } from "~/words/admin/numbers";
import { DiscountTrouble, type DiscountTroubleProps } from "./discount-trouble";
import { useHowWritten } from "./how-written";
import { EndProgram } from "./end-program";
import type { Saved } from "./draft";
import { Meanwhile } from "./meanwhile";
import { MissingPermission } from "./missing-permission";
import { EXAMPLES } from "./settings-examples";
import { choicesOf, saidOf, sameMeaning, wayOf, type FieldName, type SettingsAnswer, type Typed } from "./settings-fields";
import { StorefrontExtras, type StorefrontExtrasProps } from "./storefront-extras";
import { TitledCard } from "./titled-card";
import { useDraft } from "./use-draft";

const GROUPS: { key: keyof typeof words.groups; fields: FieldName[] }[] = [
  { key: "friends", fields: ["offerPercent", "newFriendsOnly", "friendLimit", "minimumSpend", "clickWindowDays", "channels"] },
  { key: "ambassadors", fields: ["creditPercent", "returnWindowDays", "renewalsCount", "debtPolicy"] },
  { key: "rewards", fields: ["rewardKinds", "shelfMinimum", "iconCash", "cashMinimum", "shippingCost", "rewardFee"] },
  { key: "tiers", fields: ["insiderFrom", "insiderPercent", "iconFrom", "iconPercent", "firstDibsDays"] },
  { key: "people", fields: ["powerBuyerPercent", "holdOutPercent"] },
];

type Props = {
  saved: Saved<Typed>;
  currency: string;
  examples: Examples;
  today: string;
  discount: DiscountTroubleProps;
  missingScopes: Record<string, string[]>;
  kindsInUse: string[];
  extras: StorefrontExtrasProps;
};

export function SettingsForm({ saved, currency, examples, today, discount, missingScopes, kindsInUse, extras }: Props) {
  const how = useHowWritten();
  // The programme's amounts are in its own currency, which may be another than the store's of today.
  const written = useMemo(() => ({ ...how, currency }), [how, currency]);
  const toast = useToast();
  const fetcher = useFetcher<SettingsAnswer>();
  const answer = fetcher.data;
  const same = (name: FieldName, one: string, other: string) => sameMeaning(name, one, other, currency);
  const { typed, changed, meanwhile, overtaken, version, type, discard, sending } = useDraft(saved, { answer, same });
  const busy = fetcher.state !== "idle";
  const problems = answer?.outcome === "refused" ? (answer.problems ?? {}) : {};

  useEffect(() => {
    if (answer?.outcome === "saved") toast(words.saved);
    if (answer?.outcome === "unchanged") toast(words.unchanged);
  }, [answer, toast]);

  const save = () => {
    sending();
    fetcher.submit({ ...typed, version }, { method: "post" });
  };
  const sign = currencySign(written);
  const said = (name: FieldName) => saidOf(name, meanwhile[name] ?? "", sign);
  const field = (name: FieldName) => {
    const { label, help, suffix } = words.fields[name] as { label: string; help: string; suffix?: string };
    const example = EXAMPLES[name]?.({ examples, typed, today, written });
    const change = (value: string) => type(name, value);
    const error = problems[name] ?? (meanwhile[name] === undefined ? undefined : meanwhileWords.field(said(name)));
    const shared = { id: name, label, error };
    const helpText = (
      <>
        {help} {example && <span className="regulars-example">{example}</span>}
      </>
    );
    const way = wayOf(name);
    if (way === "choice" || way === "choices")
      return (
        <BlockStack key={name} gap="100">
          <ChoiceList
            title={label}
            name={name}
            allowMultiple={way === "choices"}
            choices={Object.entries(words.choices[name]).map(([value, said]) => ({ value, label: said }))}
            selected={choicesOf(typed[name])}
            onChange={(chosen) => change(chosen.join(","))}
            error={error}
          />
          <Text as="p" tone="subdued">
            {helpText}
          </Text>
          {name === "rewardKinds" && <MissingPermission kinds={choicesOf(saved.values[name])} {...{ kindsInUse, missingScopes }} />}
        </BlockStack>
      );
    if (way === "switch")
      return <Checkbox key={name} {...shared} helpText={helpText} checked={typed[name] === "true"} onChange={(on) => change(String(on))} />;
    const money = way === "money";
    return (
      <TextField
        key={name}
        {...shared}
        helpText={helpText}
        value={typed[name]}
        onChange={change}
        autoComplete="off"
        inputMode="decimal"
        maxLength={20}
        suffix={money ? undefined : suffix}
        prefix={money ? sign : undefined}
      />
    );
  };

  return (
    <Page title={words.title} subtitle={words.lead}>
      <TitleBar title={words.bar} />
      <SaveBar id="settings" open={changed}>
        <button variant="primary" onClick={save} disabled={busy} loading={busy ? "" : undefined}>
          {words.save}
        </button>
        <button onClick={discard} disabled={busy}>
          {words.discard}
        </button>
      </SaveBar>
      <BlockStack gap="400">
        <DiscountTrouble {...discount} />
        {overtaken && (
          <Meanwhile
            lines={(Object.keys(meanwhile) as FieldName[]).map((name) => ({ label: words.fields[name].label, value: said(name) }))}
            answer={answer}
          />
        )}
        {answer?.outcome === "refused" && (
          <Banner tone="critical">
            <p>{words.refused}</p>
          </Banner>
        )}
        {GROUPS.map(({ key, fields }) => (
          <TitledCard key={key} title={words.groups[key].title}>
            <Text as="p" tone="subdued">
              {words.groups[key].text}
            </Text>
            <Box maxWidth="36rem">
              <InlineGrid gap="400">{fields.map(field)}</InlineGrid>
            </Box>
          </TitledCard>
        ))}
        <StorefrontExtras {...extras} />
        <EndProgram />
      </BlockStack>
    </Page>
  );
}
