/** The button that has the list worked out anew, and the waiting: the page renews itself until the new list is there. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useToast } from "~/shell";
import { buyersWords } from "~/words/admin/buyers";
import { useRenewals } from "./use-renewals";

const words = buyersWords.mine;
/** Three minutes: a very long history takes one. */
const RENEW = { everyMs: 2_000, most: 90 };

export function MineAnew({ minedAt }: { minedAt: string }) {
  const toast = useToast();
  const fetcher = useFetcher<{ outcome: string }>();
  /** The list that was on show when the button was pressed; null: it was not. */
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const waiting = askedAt === minedAt;
  const tooLong = useRenewals(waiting ? askedAt : null, RENEW) >= RENEW.most;

  useEffect(() => {
    if (askedAt !== null && askedAt !== minedAt) toast(words.done);
  }, [askedAt, minedAt, toast]);

  const press = () => {
    setAskedAt(minedAt);
    fetcher.submit({ intent: "mine" }, { method: "post" });
  };
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button onClick={press} loading={waiting && !tooLong} disabled={waiting && !tooLong}>
          {words.action}
        </Button>
      </InlineStack>
      <div aria-live="polite">{waiting && <Text as="p">{tooLong ? words.slow : words.asked}</Text>}</div>
    </BlockStack>
  );
}
