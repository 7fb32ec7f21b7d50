/** Mails that may or may not have arrived, a line each: to whom, what, when, and a button each way. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import type { Unsure, UnsureLine } from "~/domain/insight/read-unsure.server";
import { useToast } from "~/shell";
import { mailsWords } from "~/words/admin/mails";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";

const words = mailsWords.unsure;

export function UnsureList({ lines, page, pages }: Unsure) {
  const none = lines.length === 0;
  return (
    <>
      <Box paddingInline="400" paddingBlock={none ? "400" : "0"}>
        {none && <Text as="p">{words.none}</Text>}
        <ul className="regulars-letters">
          {lines.map((line) => (
            <One key={line.id} line={line} />
          ))}
        </ul>
      </Box>
      {pages > 1 && (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border">
          <PageLinks page={page} pages={pages} />
        </Box>
      )}
    </>
  );
}

function One({ line: { id, what, kind, name, email, about, at, detail, tooLate } }: { line: UnsureLine }) {
  const toast = useToast();
  const how = useHowWritten();
  const settling = useFetcher<{ outcome: string }>();
  const answer = settling.data?.outcome;
  useEffect(() => {
    if (answer) toast(words.outcomes[answer] ?? words.failed, { isError: !words.outcomes[answer] });
  }, [answer, toast]);
  const who = name || email || words.nameless;
  const said = words.what(kind, about);
  const button = (arrived: "yes" | "no", label: string) => (
    <Button
      onClick={() => settling.submit({ what, id, arrived }, { method: "post" })}
      disabled={settling.state !== "idle"}
      accessibilityLabel={words.of(label, who, said)}
    >
      {label}
    </Button>
  );
  return (
    <li className="regulars-letters__one regulars-letters__one--stacks">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="baseline">
          <Text as="h2" variant="headingSm">
            {who}
          </Text>
          <Text as="span" tone="subdued" breakWord>
            {[name && email, day(at, how)].filter(Boolean).join(" · ")}
          </Text>
        </InlineStack>
        <Text as="p">{said}</Text>
        {detail && (
          <Text as="p" tone="subdued" breakWord>
            {words.detail(detail)}
          </Text>
        )}
        {tooLate && (
          <Text as="p" tone="subdued">
            {words.tooLate}
          </Text>
        )}
      </BlockStack>
      <ButtonGroup>
        {button("yes", words.arrived)}
        {button("no", tooLate ? words.drop : words.again)}
      </ButtonGroup>
    </li>
  );
}
