/** The trail behind an order's verdict: whose each code and link on it is and why it won or lost, and what was said before, by whom. */
import { BlockStack, Box, Text } from "@shopify/polaris";
import { ordersWords } from "~/words/admin/lists";
import { moment } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import type { OrderShown } from "./order-shown";

const { claims: claimWords, earlier: earlierWords } = ordersWords;

export function OrderTrail({ row: { trail, decisions } }: { row: OrderShown }) {
  const written = useHowWritten();
  const unshown = decisions - 1 - trail.earlier.length;
  return (
    <Box paddingBlockStart="200">
      {trail.claims.length > 0 && (
        <BlockStack>
          <Text as="p">{claimWords.title}:</Text>
          <ol className="regulars-trail">
            {trail.claims.map(({ place, code, name, verdict, sentence }) => (
              <li key={place}>
                <strong>{claimWords.name(code, name)}</strong>
                {`: ${verdict}. ${sentence}`}
              </li>
            ))}
          </ol>
        </BlockStack>
      )}
      {trail.earlier.length === 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          {earlierWords.none}
        </Text>
      )}
      {trail.earlier.length > 0 && (
        <BlockStack>
          <Text as="p">{earlierWords.title}:</Text>
          <ol className="regulars-trail" reversed start={decisions - 1}>
            {trail.earlier.map(({ sequence, decidedAt, by, verdict, sentence, note }) => (
              <li key={sequence}>
                <strong>{earlierWords.line(moment(decidedAt, written), by, verdict)}</strong>
                {` ${sentence}`}
                {note && ` ${earlierWords.note(note)}`}
              </li>
            ))}
          </ol>
          {unshown > 0 && <Text as="p">{earlierWords.more(unshown)}</Text>}
        </BlockStack>
      )}
    </Box>
  );
}
