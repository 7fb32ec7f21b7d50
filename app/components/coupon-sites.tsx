/** The owner's own list of sites that publish codes. Until something is typed it follows what is saved. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { leaksWords } from "~/words/admin/leaks";
import { TitledCard } from "./titled-card";

const words = leaksWords.couponSites;

type Answer = { outcome: string; text?: string; sites?: string[] };

const asLines = (sites: string[]): string => sites.join("\n");

export function CouponSites({ sites }: { sites: string[] }) {
  const saving = useFetcher<Answer>();
  const said = saving.data;
  // What others add meanwhile stays, because a save says which list it was made of.
  const [was, setWas] = useState(asLines(sites));
  const [typed, setTyped] = useState(was);
  const [sent, setSent] = useState(was);
  const [heard, setHeard] = useState(said);
  if (said !== heard) {
    setHeard(said);
    if (said?.sites) {
      // Who typed on while it was saved goes on from what they sent.
      setWas(typed === sent ? asLines(said.sites) : sent);
      if (typed === sent) setTyped(asLines(said.sites));
    }
  } else if (typed === was && was !== asLines(sites) && saving.state === "idle") {
    setWas(asLines(sites));
    setTyped(asLines(sites));
  }
  const problem =
    said?.outcome === "unreadable" ? words.unreadable(said.text ?? "") : said?.outcome === "too many" ? words["too many"] : undefined;
  return (
    <TitledCard title={words.title}>
      <Text as="p">{words.text}</Text>
      <saving.Form method="post" onSubmit={() => setSent(typed)}>
        <BlockStack gap="300">
          <input type="hidden" name="intent" value="sites" />
          <input type="hidden" name="was" value={was} />
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
