/** Finds an ambassador by name or code, and those who sleep. */
import { Box, InlineGrid, Select, TextField } from "@shopify/polaris";
import { ambassadorsWords as words } from "~/words/admin/lists";
import { useTyped } from "./use-typed";

export function AmbassadorFilters({
  search,
  show,
  change,
}: {
  search: string;
  show: string;
  change: (changes: Record<string, string>) => void;
}) {
  const [typed, type] = useTyped(search, (text) => change({ search: text }));
  const options = (["all", "active", "sleeping", "left"] as const).map((value) => ({ value, label: words.show[value] }));
  return (
    <Box padding="400" borderBlockEndWidth="025" borderColor="border">
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="300">
        <TextField
          label={words.search}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={type}
          maxLength={80}
          clearButton
          onClearButtonClick={() => type("")}
        />
        <Select
          label={words.show.label}
          options={options}
          value={show}
          onChange={(value) => change({ show: value === "all" ? "" : value })}
        />
      </InlineGrid>
    </Box>
  );
}
