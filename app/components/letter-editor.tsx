/** A letter's words as fields, beside the letter as it arrives: it follows the typing, and says beside each field what is wrong. */
import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, ButtonGroup, Checkbox, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { WordName, WordsProblem } from "~/domain/letter/merge-field";
import type { LetterWordsRead } from "~/domain/letter/read-letter-words.server";
import type { LetterKind, LetterWords } from "~/ports/letters";
import { SaveBar, TitleBar, useToast } from "~/shell";
import { mailsWords } from "~/words/admin/mails";
import { meanwhileWords } from "~/words/admin/meanwhile";
import { LetterLanguage } from "./letter-language";
import { Meanwhile } from "./meanwhile";
import { TitledCard } from "./titled-card";
import { useDraft } from "./use-draft";

const words = mailsWords.edit;
const PARTS = ["subject", "opening", "body"] as const;
const REST_MS = 350;

type Problems = Partial<Record<WordName, WordsProblem>>;
type Previewed = { subject: string; html: string; problems?: Problems };
type Answer = { outcome: string; version?: number; problems?: Problems; to?: string; reason?: string };
type Press = "save" | "as they are" | "ours" | "none";
type Props = { kind: LetterKind; language: string; saved: LetterWordsRead; fields: string[]; preview: Previewed };

export function LetterEditor({ kind, language, saved, fields, preview }: Props) {
  const toast = useToast();
  const [pressed, setPressed] = useState<Press | null>(null);
  const [width, setWidth] = useState<"wide" | "phone">("wide");
  const looking = useFetcher<Previewed>();
  const saving = useFetcher<Answer>();
  const testing = useFetcher<Answer>();
  const values = { ...saved.words, sent: String(saved.sent) };
  const draft = useDraft({ version: saved.version, values }, { answer: saving.data });
  const { changed, meanwhile } = draft;
  const { sent, ...typed } = draft.typed;
  const { subject, opening, body } = typed;
  const wordsChanged = PARTS.some((part) => typed[part].trim() !== saved.words[part].trim());
  const busy = saving.state !== "idle";

  const { submit } = looking;
  useEffect(() => {
    if (!wordsChanged) return;
    const timer = setTimeout(() => submit({ intent: "preview", language, subject, opening, body }, { method: "post" }), REST_MS);
    return () => clearTimeout(timer);
  }, [subject, opening, body, wordsChanged, language, submit]);
  useEffect(() => {
    if (saving.data?.outcome === "saved") toast(words.saved);
  }, [saving.data, toast]);
  useEffect(() => {
    if (testing.data?.outcome === "sent") toast(words.tested(testing.data.to ?? ""));
  }, [testing.data, toast]);

  const save = (intent: Press, words: Partial<LetterWords> = {}) => {
    setPressed(intent);
    draft.sending();
    saving.submit({ intent, language, sent, version: draft.version, ...words }, { method: "post" });
  };
  const shown = wordsChanged && looking.data ? looking.data : preview;
  const problems: Problems = (wordsChanged && looking.data?.problems) || {};
  const refused = saving.data?.outcome === "refused" || testing.data?.outcome === "refused";
  // Nothing typed stands against it: whoever pressed looks at the words as they are now.
  const pressedOvertaken = saving.data?.outcome === "changed meanwhile" && (pressed === "ours" || pressed === "none");
  const said = typed.opening.concat(" ", typed.body).split(/\s+/).filter(Boolean).length;
  const field = (part: WordName) => {
    const problem = problems[part];
    const theirs = meanwhile[part];
    const told = theirs !== undefined && <span className="regulars-meanwhile">{meanwhileWords.field(theirs)}</span>;
    return (
      <TextField
        key={part}
        id={part}
        label={words.parts[part].label}
        helpText={part === "body" ? `${words.parts.body.help} ${words.length(said)}` : words.parts[part].help}
        value={typed[part]}
        onChange={(value) => draft.type(part, value)}
        error={problem ? words.problem(problem) : told || undefined}
        multiline={part === "subject" ? undefined : part === "opening" ? 2 : 9}
        maxHeight={part === "body" ? 420 : undefined}
        autoComplete="off"
      />
    );
  };

  return (
    <Page title={words.bar(kind)} subtitle={mailsWords.list.when(kind)} backAction={{ content: words.back, url: "/app/mails" }}>
      <TitleBar title={words.bar(kind)} />
      <SaveBar id="letter" open={changed}>
        <button variant="primary" onClick={() => (wordsChanged ? save("save", typed) : save("as they are"))} disabled={busy}>
          {words.save}
        </button>
        <button onClick={draft.discard} disabled={busy}>
          {words.discard}
        </button>
      </SaveBar>
      <div className="regulars-letter">
        <BlockStack gap="400">
          {(draft.overtaken || pressedOvertaken) && (
            <Meanwhile
              lines={PARTS.flatMap((part) => {
                const theirs = meanwhile[part];
                return theirs === undefined ? [] : { label: words.parts[part].label, value: shortened(theirs) };
              })}
              answer={saving.data}
            />
          )}
          {refused && Object.keys(problems).length > 0 && (
            <Banner tone="critical">
              <p>{words.refused}</p>
            </Banner>
          )}
          <TitledCard title={words.words}>
            {kind !== "invitation" && (
              <Checkbox
                label={words.sentLabel}
                helpText={words.sentHelp}
                checked={sent === "true"}
                onChange={(on) => draft.type("sent", String(on))}
              />
            )}
            <LetterLanguage language={language} saved={saved} changed={changed} busy={busy} choose={save} />
            {PARTS.map(field)}
            <BlockStack gap="100">
              <Text as="h3" variant="headingSm">
                {words.fields}
              </Text>
              <dl className="regulars-fields">
                {fields.map((name) => (
                  <div key={name}>
                    <dt>
                      <code>{`{${name}}`}</code>
                    </dt>
                    <dd>{words.fieldMeans(name)}</dd>
                  </div>
                ))}
              </dl>
              <Text as="p" tone="subdued">
                {words.fixed}
              </Text>
            </BlockStack>
            <TestAnswer answer={testing.data} />
            <InlineStack gap="300">
              <Button
                onClick={() => testing.submit({ intent: "test", language, ...typed }, { method: "post" })}
                loading={testing.state !== "idle"}
                disabled={Object.keys(problems).length > 0}
              >
                {words.test}
              </Button>
              {saved.whose === "theirs" && (
                <Button onClick={() => save("ours")} disabled={busy}>
                  {words.reset}
                </Button>
              )}
            </InlineStack>
          </TitledCard>
        </BlockStack>
        <TitledCard title={words.preview}>
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="p" tone="subdued">
              {words.previewOf}
            </Text>
            <ButtonGroup variant="segmented">
              {(["wide", "phone"] as const).map((one) => (
                <Button key={one} pressed={width === one} onClick={() => setWidth(one)}>
                  {words[one]}
                </Button>
              ))}
            </ButtonGroup>
          </InlineStack>
          <dl className="regulars-facts">
            <dt>{words.subject}</dt>
            <dd>{shown.subject}</dd>
          </dl>
          {/* No script, no form, no way out: it is only looked at. */}
          <iframe className={`regulars-mail regulars-mail--${width}`} title={words.previewFrame} sandbox="" srcDoc={shown.html} />
        </TitledCard>
      </div>
    </Page>
  );
}

/** All of it stands beside its field. */
const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80).trimEnd()} …` : text);

function TestAnswer({ answer }: { answer: Answer | undefined }) {
  if (answer?.outcome !== "not accepted" && answer?.outcome !== "no address") return null;
  return (
    <Banner tone="warning">
      <p>{answer.outcome === "no address" ? words.testNowhere : words.testFailed(answer.reason ?? "")}</p>
    </Banner>
  );
}
