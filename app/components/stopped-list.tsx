/** People who get no mail any more, a line each: who, why in words, since when, and what can be done about it. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect } from "react";
import type { Stopped, StoppedLine } from "~/domain/insight/read-stopped.server";
import { useToast } from "~/shell";
import { mailsWords } from "~/words/admin/mails";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import { useTyped } from "./use-typed";

const words = mailsWords.stopped;

export function StoppedList({ lines, page, pages, search, find }: Stopped & { search: string; find: (text: string) => void }) {
  const [typed, type] = useTyped(search, find);
  const none = lines.length === 0;
  return (
    <>
      {(!none || search !== "") && (
        <Box padding="400" borderBlockEndWidth="025" borderColor="border">
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
        </Box>
      )}
      <Box paddingInline="400" paddingBlock={none ? "400" : "0"}>
        {none && <Text as="p">{search ? words.noneFits : words.none}</Text>}
        <ul className="regulars-letters">
          {lines.map((line) => (
            <One key={`${line.at} ${line.addressId ?? line.email}`} line={line} />
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

function One({ line: { addressId, name, email, why, detail, at } }: { line: StoppedLine }) {
  const toast = useToast();
  const how = useHowWritten();
  const freeing = useFetcher<{ outcome: string }>();
  const answer = freeing.data?.outcome;
  useEffect(() => {
    if (answer) toast(words.outcomes[answer] ?? words.failed, { isError: !words.outcomes[answer] });
  }, [answer, toast]);
  const who = name || email || words.nameless;
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
        <Text as="p">{words.why[why]}</Text>
        {(why === "bounced" || why === "refused") && detail && (
          <Text as="p" tone="subdued" breakWord>
            {words.server(detail)}
          </Text>
        )}
        {(why === "complained" || why === "opted out") && (
          <Text as="p" tone="subdued">
            {words.theirs[why]}
          </Text>
        )}
      </BlockStack>
      {addressId && (
        <Button
          onClick={() => freeing.submit({ addressId }, { method: "post" })}
          loading={freeing.state !== "idle"}
          accessibilityLabel={words.freeOf(who)}
        >
          {words.free}
        </Button>
      )}
    </li>
  );
}
