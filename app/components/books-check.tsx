/** Whether everything adds up: asked when the page is there, since it takes its time in long books. */
import { Banner, Button, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import type { BooksCheck as Checked } from "~/domain/insight/check-books.server";
import { booksWords as words } from "~/words/admin/lists";
import { BookProblems } from "./book-problems";

const WITHIN_MS = 60_000;

export function BooksCheck() {
  const [state, setState] = useState<"adding" | "failed" | Checked>("adding");
  const ask = useCallback(async (gone: AbortSignal) => {
    try {
      const response = await fetch("/app/books/check", { signal: AbortSignal.any([gone, AbortSignal.timeout(WITHIN_MS)]) });
      if (!response.ok) throw new Error(`the check of the books answered ${response.status}`);
      setState((await response.json()) as Checked);
    } catch (error) {
      if (gone.aborted) return;
      setState("failed");
      reportError(error);
    }
  }, []);
  const again = () => {
    setState("adding");
    void ask(new AbortController().signal);
  };
  useEffect(() => {
    const gone = new AbortController();
    void ask(gone.signal);
    return () => gone.abort();
  }, [ask]);

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
        <Button onClick={again}>{words.checkAgain}</Button>
      </Banner>
    );
  if (state.problems.length > 0) return <BookProblems problems={state.problems} more={state.more} />;
  return (
    <Banner tone="success">
      <p>{words.right}</p>
    </Banner>
  );
}
