/** What an owner said they had seen to, folded away: what it was, since when it is not told, and the way back. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { Checks } from "~/domain/insight/read-checks.server";
import { checksWords } from "~/words/admin/checks";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { TitledCard } from "./titled-card";

const words = checksWords.seen;
type Seen = Checks["seen"][number];

export function ProblemsSeen({ seen }: { seen: Seen[] }) {
  if (seen.length === 0) return null;
  return (
    <TitledCard title={words.title(seen.length)}>
      <Text as="p" tone="subdued">
        {words.says}
      </Text>
      <details className="regulars-behind">
        <summary>{words.open}</summary>
        <ul className="regulars-people">
          {seen.map((problem) => (
            <li key={`${problem.kind} ${problem.about}`}>
              <One problem={problem} />
            </li>
          ))}
        </ul>
      </details>
    </TitledCard>
  );
}

function One({ problem }: { problem: Seen }) {
  const written = useHowWritten();
  const showing = useFetcher<{ outcome: string }>();
  const { kind, about, name, what, seenAt } = problem;
  const { says } = checksWords.problems.of(kind, problem, name, what, written);
  return (
    <BlockStack gap="200">
      <Text as="p">{says}</Text>
      <Text as="p" tone="subdued">
        {words.since(day(seenAt, written))}
      </Text>
      <InlineStack>
        <Button
          loading={showing.state !== "idle"}
          accessibilityLabel={`${words.again}: ${says}`}
          onClick={() => showing.submit({ intent: "show again", kind, about }, { method: "post" })}
        >
          {words.again}
        </Button>
      </InlineStack>
      <div aria-live="polite">{showing.data && showing.data.outcome !== "shown again" && <Text as="p">{words.unknown}</Text>}</div>
    </BlockStack>
  );
}
