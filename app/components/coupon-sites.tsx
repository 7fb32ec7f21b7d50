/** The owner's own list of sites that publish codes. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { leaksWords } from "~/words/admin/leaks";
import { TitledCard } from "./titled-card";

const words = leaksWords.couponSites;

export function CouponSites({ sites }: { sites: string[] }) {
  const saving = useFetcher<{ outcome: string; text?: string }>();
  const [typed, setTyped] = useState(sites.join("\n"));
  const said = saving.data;
  const problem =
    said?.outcome === "unreadable" ? words.unreadable(said.text ?? "") : said?.outcome === "too many" ? words["too many"] : undefined;
  return (
    <TitledCard title={words.title}>
      <Text as="p">{words.text}</Text>
      <saving.Form method="post">
        <BlockStack gap="300">
          <input type="hidden" name="intent" value="sites" />
          <TextField
            label={words.label}
            name="sites"
            helpText={words.help}
            value={typed}
            onChange={setTyped}
            multiline={3}
            autoComplete="off"
            error={problem}
          />
          <InlineStack>
            <Button submit loading={saving.state !== "idle"}>
              {words.save}
            </Button>
          </InlineStack>
          <div aria-live="polite">{said?.outcome === "saved" && <Text as="p">{words.saved}</Text>}</div>
        </BlockStack>
      </saving.Form>
    </TitledCard>
  );
}
