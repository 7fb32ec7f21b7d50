/** What narrows the list, and how many are left: a name, a country, only people who may be written to. */
import { BlockStack, Box, Button, Checkbox, InlineGrid, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { buyersWords } from "~/words/admin/buyers";
import { count } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { useTyped } from "./use-typed";

const words = buyersWords.filters;

type Props = {
  countries: string[];
  params: URLSearchParams;
  change: (changes: Record<string, string | null>) => void;
  matching: number;
  all: number;
};

export function BuyerFilters({ countries, params, change, matching, all }: Props) {
  const written = useHowWritten();
  const [search, setSearch] = useTyped(params.get("search") ?? "", (text) => change({ search: text, page: null }));
  const [country, subscribed] = [params.get("country") ?? "", params.get("subscribed") === "1"];
  const filtered = search !== "" || country !== "" || subscribed;
  const nameOf = new Intl.DisplayNames([written.locale], { type: "region", fallback: "code" });
  return (
    <Box padding="400" borderBlockEndWidth="025" borderColor="border">
      <BlockStack gap="200">
        <InlineGrid columns={{ xs: 1, md: "2fr 1fr" }} gap="300">
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
          <Select
            label={words.country}
            options={[
              { label: words.everywhere, value: "" },
              ...countries.map((code) => ({ label: nameOf.of(code) ?? code, value: code })),
            ]}
            value={country}
            onChange={(value) => change({ country: value, page: null })}
          />
        </InlineGrid>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Checkbox label={words.subscribed} checked={subscribed} onChange={(on) => change({ subscribed: on ? "1" : null, page: null })} />
          <InlineStack gap="300" blockAlign="center">
            <div aria-live="polite">
              <Text as="p" tone="subdued">
                {words.matching(count(matching, written), count(all, written))}
              </Text>
            </div>
            {filtered && (
              <Button
                variant="plain"
                onClick={() => {
                  setSearch("");
                  change({ search: null, country: null, subscribed: null, page: null });
                }}
              >
                {words.clear}
              </Button>
            )}
          </InlineStack>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
