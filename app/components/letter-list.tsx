/** All letters, each with when it goes out, in whose words, and a way to its page. */
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { LetterLine } from "~/domain/insight/read-letters.server";
import { mailsWords } from "~/words/admin/mails";
import { letterPath } from "./letter-path";
import { TitledCard } from "./titled-card";

const words = mailsWords.list;

export function LetterList({ letters, unsure, stopped }: { letters: LetterLine[]; unsure: number; stopped: number }) {
  return (
    <TitledCard title={words.title}>
      <ul className="regulars-letters">
        {letters.map(({ kind, sent, own, lately }) => (
          <li key={kind} className="regulars-letters__one">
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h3" variant="headingSm">
                  {words.name(kind)}
                </Text>
                {!sent && <Badge tone="warning">{words.off}</Badge>}
                {own.length > 0 && <Badge>{words.own(own)}</Badge>}
              </InlineStack>
              <Text as="p">{words.when(kind)}</Text>
              <Text as="p" tone="subdued">
                {words.sent(lately)}
              </Text>
            </BlockStack>
            <Button url={letterPath(kind)} accessibilityLabel={words.editOf(kind)}>
              {words.edit}
            </Button>
          </li>
        ))}
      </ul>
      {unsure > 0 && <Beside text={words.unsure(unsure)} button={words.seeUnsure} url="/app/mails/unsure" />}
      {stopped > 0 && <Beside text={words.stopped(stopped)} button={words.seeStopped} url="/app/mails/stopped" />}
    </TitledCard>
  );
}

function Beside({ text, button, url }: { text: string; button: string; url: string }) {
  return (
    <InlineStack gap="300" align="space-between" blockAlign="center">
      <div style={{ flex: "1 1 14rem" }}>
        <Text as="p">{text}</Text>
      </div>
      <Button url={url}>{button}</Button>
    </InlineStack>
  );
}
