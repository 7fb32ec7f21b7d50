/** Whether everything adds up: asked when the page is there, since it takes its time in long books. */
import { Banner, Button, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { BooksCheck as Checked } from "~/domain/insight/check-books.server";
import { booksWords as words } from "~/words/admin/lists";
import { BookProblems } from "./book-problems";

const WITHIN_MS = 60_000;

/** null: it could not be asked, or nobody waits any more. */
async function askCheck(gone: AbortSignal): Promise<Checked | null> {
  try {
    const response = await fetch("/app/books/check", { signal: AbortSignal.any([gone, AbortSignal.timeout(WITHIN_MS)]) });
    if (!response.ok) throw new Error(`the check of the books answered ${response.status}`);
    return (await response.json()) as Checked;
  } catch (error) {
    if (!gone.aborted) reportError(error);
    return null;
  }
}

export function BooksCheck() {
  const [asked, setAsked] = useState(1);
  const [answer, setAnswer] = useState<{ asked: number; checked: Checked | null } | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void askCheck(gone.signal).then((checked) => {
      if (!gone.signal.aborted) setAnswer({ asked, checked });
    });
    return () => gone.abort();
  }, [asked]);
  const state = answer?.asked === asked ? (answer.checked ?? "failed") : "adding";

  if (state === "adding")
    return (
      <Card>
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel={words.checking} />
          <Text as="p" tone="subdued">
            {words.checking}
          </Text>
        </InlineStack>
      </Card>
    );
  if (state === "failed")
    return (
      <Banner tone="warning" title={words.notChecked}>
        <Button onClick={() => setAsked(asked + 1)}>{words.checkAgain}</Button>
      </Banner>
    );
  if (state.problems.length > 0) return <BookProblems problems={state.problems} more={state.more} />;
  return (
    <Banner tone="success">
      <p>{words.right}</p>
    </Banner>
  );
}
