/** What narrows the list: a name to find, everything else behind one button, what is on as chips to take off, and how many people are left. */
import { Button, InlineStack, Select, Tag, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { FILTER_NAMES, filtersInAddress, NO_FILTERS, RECENCIES, type ListFilters } from "~/domain/mining/list-filters";
import { buyersWords } from "~/words/admin/buyers";
import { count } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { useTyped } from "./use-typed";

const words = buyersWords.filters;

export type FilterChanges = Partial<Record<keyof ListFilters, string | null>>;

type Props = {
  filters: ListFilters;
  countries: string[];
  tastes: string[];
  change: (changes: FilterChanges) => void;
  matching: number;
  listed: number;
};

const PANEL = "buyer-filters";

export function BuyerFilters({ filters, countries, tastes, change, matching, listed }: Props) {
  const written = useHowWritten();
  const [open, setOpen] = useState(false);
  const [search, setSearch, putSearch] = useTyped(filters.search, (text) => change({ search: text }));
  const [place, setPlace, putPlace] = useTyped(filters.place, (text) => change({ place: text }));
  const filtered = filtersInAddress(filters) !== "";
  const names = new Intl.DisplayNames([written.locale], { type: "region", fallback: "code" });
  const countryName = (code: string): string => names.of(code) ?? code;
  const select = (name: Choice, label: string, all: string, choices: [value: string, label: string][]) => {
    const chosen = filters[name];
    // One that nobody has any more stays to be seen, and to be taken off.
    const known = chosen === null || choices.some(([value]) => value === chosen);
    const options = [["", all], ...choices, ...(known ? [] : [[chosen, chosen]])].map(([value, text]) => ({ value, label: text }));
    return <Select label={label} options={options} value={chosen ?? ""} onChange={(value) => change({ [name]: value || null })} />;
  };
  return (
    <div className="regulars-filters">
      <div className="regulars-filters__find">
        <TextField
          label={words.search}
          type="search"
          autoComplete="off"
          value={search}
          onChange={setSearch}
          maxLength={80}
          clearButton
          onClearButtonClick={() => setSearch("")}
        />
        <Button disclosure={open ? "up" : "down"} ariaExpanded={open} ariaControls={PANEL} onClick={() => setOpen(!open)}>
          {words.show}
        </Button>
      </div>
      <div className="regulars-filters__panel" id={PANEL} role="group" aria-label={words.show} hidden={!open}>
        {select(
          "country",
          words.country,
          words.everywhere,
          countries
            .map((code): [string, string] => [code, countryName(code)])
            .sort(([, one], [, other]) => one.localeCompare(other, written.locale)),
        )}
        <TextField label={words.place} autoComplete="off" value={place} onChange={setPlace} maxLength={80} />
        {select(
          "taste",
          words.taste,
          words.anything,
          tastes.map((title) => [title, title]),
        )}
        {select(
          "recency",
          words.recency,
          words.anyTime,
          RECENCIES.map((value) => [value, words.recencies[value]]),
        )}
        {select("consent", words.consent, words.all, Object.entries(words.consents))}
        {select("gifts", words.gifts, words.all, Object.entries(words.gifting))}
        {select("kind", words.kind, words.all, Object.entries(words.kinds))}
        {select("joined", words.joined, words.all, Object.entries(words.joining))}
      </div>
      {FILTER_NAMES.some((name) => name !== "search" && filters[name]) && (
        <ul className="regulars-chips" aria-label={words.on}>
          {FILTER_NAMES.flatMap((name) => {
            const value = filters[name];
            if (name === "search" || !value) return [];
            const chip = words.chip[name];
            return [
              <li key={name}>
                <Tag
                  onRemove={() => {
                    if (name === "place") putPlace("");
                    change({ [name]: null });
                  }}
                >
                  {chip(name === "country" ? countryName(value) : value)}
                </Tag>
              </li>,
            ];
          })}
        </ul>
      )}
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <div aria-live="polite">
          <Text as="p" tone="subdued">
            {filtered ? words.matching(count(matching, written), count(listed, written)) : words.everybody(count(listed, written))}
          </Text>
        </div>
        {filtered && (
          <Button
            variant="plain"
            onClick={() => {
              putSearch("");
              putPlace("");
              change(NO_FILTERS);
            }}
          >
            {words.clear}
          </Button>
        )}
      </InlineStack>
    </div>
  );
}

type Choice = Exclude<keyof ListFilters, "search" | "place">;
