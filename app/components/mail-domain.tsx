/** Whether the domain that mails come from says that they may: three records in plain words, looked up at a press. */
import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { DomainCheck } from "~/domain/letter/mail-domain";
import { mailsWords } from "~/words/admin/mails";
import { TitledCard } from "./titled-card";

const words = mailsWords.domain;
const TONES = {
  good: "success",
  missing: "warning",
  twice: "warning",
  "too open": "critical",
  "no name": undefined,
  "could not look": undefined,
} as const;

export function MailDomain({ domain }: { domain: string }) {
  const looking = useFetcher<{ checks?: DomainCheck[] }>();
  const busy = looking.state !== "idle";
  return (
    <TitledCard title={words.title}>
      <Text as="p">{words.text(domain)}</Text>
      {looking.data?.checks?.map(({ name, state, at, record }) => (
        <BlockStack key={name} gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {words.names[name].name}
            </Text>
            <Badge tone={TONES[state]}>{words.states[state]}</Badge>
          </InlineStack>
          <Text as="p">{`${words.names[name].name} ${words.names[name].what}. ${words.todo[state](at)}`}</Text>
          {record && (
            <Text as="p" tone="subdued" breakWord>
              {record}
            </Text>
          )}
        </BlockStack>
      ))}
      <InlineStack>
        <Button onClick={() => looking.submit({ intent: "domain" }, { method: "post" })} loading={busy} disabled={busy}>
          {words.look}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
