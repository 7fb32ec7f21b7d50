/** What does not hold in the books: whose, how much and what to do, with the row itself behind a press. */
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { ShownBookProblem } from "~/domain/insight/check-books.server";
import { booksWords } from "~/words/admin/lists";
import { TitledCard } from "./titled-card";

const words = booksWords.problems;

export function BookProblems({ problems, more }: { problems: ShownBookProblem[]; more: boolean }) {
  return (
    <TitledCard title={words.title(problems.length, more)}>
      <Text as="p">{words.lead}</Text>
      <InlineStack>
        <Button url="/app/checks">{words.check}</Button>
      </InlineStack>
      <ul className="regulars-found">
        {problems.map((problem) => (
          <li key={problem.raw}>
            <BlockStack gap="100">
              <Text as="p" fontWeight="semibold">
                {words.says[problem.is](problem)}
              </Text>
              <Text as="p">{words.todo[problem.is](problem.ambassadorName ?? words.somebody)}</Text>
              <details className="regulars-behind">
                <summary>{words.row}</summary>
                <Text as="p" tone="subdued" breakWord>
                  {problem.raw}
                </Text>
              </details>
            </BlockStack>
          </li>
        ))}
      </ul>
    </TitledCard>
  );
}
