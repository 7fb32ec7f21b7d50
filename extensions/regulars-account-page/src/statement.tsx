/** Everything that moved, page by page, and of other days where they are asked for. It only looks. */
import { useEffect, useState } from "preact/hooks";
import type { StatementAnswer, StatementView } from "../../../app/account/answers.ts";
import { askRegulars, type Host } from "../../in-both/ask-regulars.ts";
import { Send, sent, useTyped } from "./fields.tsx";
import { Loading } from "./loading.tsx";
import type { Words } from "./words.ts";

type Days = { from: string; to: string };
type Ask = { page: number; days: Days | null };

type Props = { shopify: Host; words: Words; leave: () => void };

export function Statement({ shopify, words, leave }: Props) {
  const [ask, setAsk] = useState<Ask>({ page: 1, days: null });
  const [view, setView] = useState<StatementView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    let stale = false;
    setAsking(true);
    void askRegulars<StatementAnswer>(shopify, addressOf(ask)).then((asked) => {
      if (stale) return;
      setAsking(false);
      const { view: found, sentence } = readAnswer(asked, words);
      if (found) setView(found);
      setProblem(sentence);
    });
    return () => void (stale = true);
  }, [ask]);

  const back = <s-button onClick={leave}>{view?.back ?? words("back")}</s-button>;
  if (!view && !problem) return <Loading words={words} />;
  return (
    <s-page heading={view?.heading ?? words("statement")}>
      <s-section>
        <s-stack gap="base">
          {back}
          {problem && <s-banner tone="warning">{problem}</s-banner>}
          {problem && !view && <s-button onClick={() => setAsk({ ...ask })}>{words("again")}</s-button>}
          {view && <s-paragraph>{view.span}</s-paragraph>}
          {view && <OtherDays days={view.days} asking={asking} show={(days) => setAsk({ page: 1, days })} />}
        </s-stack>
      </s-section>
      {view && <Movements view={view} turn={(page) => setAsk({ ...ask, page })} asking={asking} />}
    </s-page>
  );
}

type Asked = Awaited<ReturnType<typeof askRegulars<StatementAnswer>>>;

function readAnswer(asked: Asked, words: Words): { view: StatementView | null; sentence: string | null } {
  if (asked.outcome === "no answer") return { view: null, sentence: words("noAnswer") };
  if (asked.outcome === "refused") return { view: null, sentence: asked.sentence };
  const { answer } = asked;
  if (answer.outcome === "statement") return { view: answer.view, sentence: null };
  return { view: null, sentence: answer.outcome === "no such days" ? answer.sentence : answer.text };
}

function addressOf({ page, days }: Ask): string {
  const query = new URLSearchParams({ page: String(page), ...(days && { period: "days", ...days }) });
  return `/account/statement?${query}`;
}

function OtherDays({
  days: { title, from, last, button },
  asking,
  show,
}: {
  days: StatementView["days"];
  asking: boolean;
  show: (days: Days) => void;
}) {
  const typed = useTyped();
  return (
    <s-details>
      <s-summary>{title}</s-summary>
      <s-stack gap="small">
        {[from, last].map((field) => (
          <s-date-field
            key={field.name}
            name={field.name}
            label={field.label}
            value={typed.of(field)}
            onChange={(event: Event) => typed.type(field.name, (event.currentTarget as HTMLInputElement).value)}
          />
        ))}
        <Send label={button} busy={asking} pressing={asking} onClick={() => show(sent(typed, [from, last]) as Days)} />
      </s-stack>
    </s-details>
  );
}

function Movements({
  view: { movementsHeading, lines, pages, download },
  turn,
  asking,
}: {
  view: StatementView;
  turn: (page: number) => void;
  asking: boolean;
}) {
  const way = (to: { page: number; label: string } | null) =>
    to && (
      <s-button variant="secondary" disabled={asking} onClick={() => turn(to.page)}>
        {to.label}
      </s-button>
    );
  return (
    <s-section heading={movementsHeading}>
      <s-stack gap="base">
        <s-unordered-list>
          {lines.map(({ key, head, sentence, moved }) => (
            <s-list-item key={key}>
              <s-text type="strong">{head}</s-text>
              <s-paragraph>{sentence}</s-paragraph>
              {moved && <s-paragraph color="subdued">{moved}</s-paragraph>}
            </s-list-item>
          ))}
        </s-unordered-list>
        {pages && (
          <s-stack gap="small">
            <s-text color="subdued">{pages.text}</s-text>
            {way(pages.before)}
            {way(pages.after)}
          </s-stack>
        )}
        <s-link href={download.url}>{download.label}</s-link>
      </s-stack>
    </s-section>
  );
}
