/** Who came onto the list and who left it when it last changed: one sentence, the reasons behind it, so that nothing jumps without being told. */
import { Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { LastListChange } from "~/domain/mining/read-list-change.server";
import { buyersWords } from "~/words/admin/buyers";
import { day } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";

const words = buyersWords.change;

type Props = { change: LastListChange; shownAlready: boolean; onShow: () => void };

export function ListChanges({ change, shownAlready, onShow }: Props) {
  const written = useHowWritten();
  const sum = (reasons: { people: number }[]) => reasons.reduce((total, { people }) => total + people, 0);
  const [joined, left] = [sum(change.joined), sum(change.left)];
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="start" gap="200">
        <details className="regulars-behind">
          <summary>
            <span className="regulars-behind__plain">{words.sentence(day(change.since, written), joined, left)}</span> {words.why}
          </summary>
          {change.joined.length > 0 && (
            <Reasons title={words.joined} lines={change.joined.map(({ reason, people }) => words.joinedLine(reason, people))} />
          )}
          {change.left.length > 0 && (
            <Reasons title={words.left} lines={change.left.map(({ reason, people }) => words.leftLine(reason, people))} />
          )}
        </details>
        {joined > 0 && !shownAlready && (
          <Button variant="plain" onClick={onShow}>
            {words.show(joined)}
          </Button>
        )}
      </InlineStack>
    </Card>
  );
}

function Reasons({ title, lines }: { title: string; lines: string[] }) {
  return (
    <>
      <Text as="h2" variant="headingSm">
        {title}
      </Text>
      <List>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </>
  );
}
