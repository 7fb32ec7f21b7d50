/** People and their mails, a line each: who, the address and the day, what is to be said, and the buttons that do something about it; what came of a press is told. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useEffect, type ReactNode } from "react";
import { useToast } from "~/shell";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";

type ListProps = { none: string | null; page: number; pages: number; children: ReactNode };

/** @param none what stands there when there is no line; null: there are some */
export function MailList({ none, page, pages, children }: ListProps) {
  return (
    <>
      <Box paddingInline="400" paddingBlock={none ? "400" : "0"}>
        {none ? <Text as="p">{none}</Text> : <ul className="regulars-letters">{children}</ul>}
      </Box>
      {pages > 1 && (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border">
          <PageLinks page={page} pages={pages} />
        </Box>
      )}
    </>
  );
}

type Press = { label: string; heard: string; form: Record<string, string> };
type LineProps = {
  who: string;
  /** null where it is who they are. */
  email: string | null;
  at: string;
  says: string;
  /** What is told in a lower voice. */
  asides: (string | null | false)[];
  presses: Press[];
  /** What is told by outcome; others failed. */
  outcomes: Record<string, string>;
  failed: string;
};

export function MailLine({ who, email, at, says, asides, presses, outcomes, failed }: LineProps) {
  const toast = useToast();
  const how = useHowWritten();
  const pressing = useFetcher<{ outcome: string }>();
  const busy = pressing.state !== "idle";
  const answer = pressing.data?.outcome;
  useEffect(() => {
    if (answer) toast(outcomes[answer] ?? failed, { isError: !outcomes[answer] });
  }, [answer, toast, outcomes, failed]);
  return (
    <li className="regulars-letters__one regulars-letters__one--stacks">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="baseline">
          <Text as="h2" variant="headingSm">
            {who}
          </Text>
          <Text as="span" tone="subdued" breakWord>
            {[email, day(at, how)].filter(Boolean).join(" · ")}
          </Text>
        </InlineStack>
        <Text as="p">{says}</Text>
        {asides.map(
          (aside) =>
            aside && (
              <Text as="p" key={aside} tone="subdued" breakWord>
                {aside}
              </Text>
            ),
        )}
      </BlockStack>
      {presses.length > 0 && (
        <ButtonGroup>
          {presses.map(({ label, heard, form }) => (
            <Button
              key={label}
              onClick={() => pressing.submit(form, { method: "post" })}
              disabled={busy}
              loading={busy && Object.entries(form).every(([name, value]) => pressing.formData?.get(name) === value)}
              accessibilityLabel={heard}
            >
              {label}
            </Button>
          ))}
        </ButtonGroup>
      )}
    </li>
  );
}
