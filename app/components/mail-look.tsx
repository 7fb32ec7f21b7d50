/** How all letters look and when they go, as a form: what is left empty follows what Shopify says of the store. */
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, InlineGrid, InlineStack, Select, TextField } from "@shopify/polaris";
import { useEffect } from "react";
import type { Letters } from "~/domain/insight/read-letters.server";
import type { MailField, MailProblem, MailSetting } from "~/domain/letter/mail-setting";
import { SaveBar, useToast } from "~/shell";
import { mailsWords } from "~/words/admin/mails";
import { meanwhileWords } from "~/words/admin/meanwhile";
import { Meanwhile } from "./meanwhile";
import { TitledCard } from "./titled-card";
import { useDraft } from "./use-draft";

const words = mailsWords.look;

export type LookAnswer = {
  outcome: "saved" | "unchanged" | "refused" | "changed meanwhile" | "not understood";
  version?: number;
  problems?: Partial<Record<MailField, MailProblem>>;
};

type Typed = Record<MailField, string>;
const typedFrom = (setting: MailSetting): Typed => ({
  colour: setting.colour,
  senderName: setting.senderName ?? "",
  replyTo: setting.replyTo ?? "",
  postalAddress: setting.postalAddress ?? "",
  quietFromHour: String(setting.quietFromHour),
  quietUntilHour: String(setting.quietUntilHour),
  mostPerWeek: String(setting.mostPerWeek),
});

const HOURS = Array.from({ length: 24 }, (_, at) => ({ value: String(at), label: words.hour(at) }));

/** A field's value as one says it. */
function saidOf(field: MailField, typed: string): string {
  if (field === "quietFromHour" || field === "quietUntilHour") return words.hour(Number(typed));
  return typed === "" ? meanwhileWords.empty : typed;
}

export function MailLook({ setting, version, standing }: Pick<Letters, "setting" | "version" | "standing">) {
  const toast = useToast();
  const saving = useFetcher<LookAnswer>();
  const answer = saving.data;
  const draft = useDraft<Typed>({ version, values: typedFrom(setting) }, { answer });
  const { typed, meanwhile } = draft;
  const busy = saving.state !== "idle";
  useEffect(() => {
    if (answer?.outcome === "saved") toast(words.saved);
    if (answer?.outcome === "unchanged") toast(words.unchanged);
  }, [answer, toast]);

  const save = () => {
    draft.sending();
    saving.submit({ intent: "look", version: draft.version, ...typed }, { method: "post" });
  };
  const shared = (field: MailField) => {
    const problem = answer?.outcome === "refused" ? answer.problems?.[field] : undefined;
    const theirs = meanwhile[field];
    return {
      id: field,
      name: field,
      label: words.fields[field].label,
      helpText: words.fields[field].help,
      value: typed[field],
      error: problem ? words.problems[problem] : theirs === undefined ? undefined : meanwhileWords.field(saidOf(field, theirs)),
      onChange: (value: string) => draft.type(field, value),
    };
  };
  const text = (field: "colour" | "senderName" | "replyTo" | "postalAddress" | "mostPerWeek", placeholder?: string) => (
    <TextField {...shared(field)} placeholder={placeholder} autoComplete="off" maxLength={300} />
  );
  return (
    <TitledCard title={words.title}>
      <SaveBar id="mail-look" open={draft.changed}>
        <button variant="primary" onClick={save} disabled={busy}>
          {words.save}
        </button>
        <button onClick={draft.discard} disabled={busy}>
          {mailsWords.edit.discard}
        </button>
      </SaveBar>
      {draft.overtaken && (
        <Meanwhile
          lines={(Object.entries(meanwhile) as [MailField, string][]).map(([field, theirs]) => ({
            label: words.fields[field].label,
            value: saidOf(field, theirs),
          }))}
          answer={answer}
        />
      )}
      <Box maxWidth="36rem">
        <BlockStack gap="400">
          {text("postalAddress", standing.postalAddress)}
          {text("senderName", standing.senderName)}
          {text("replyTo", standing.replyTo)}
          <InlineStack gap="300" blockAlign="start" wrap={false}>
            <div
              className="regulars-swatch"
              style={{ backgroundColor: /^#[0-9a-f]{6}$/i.test(typed.colour) ? typed.colour : "transparent" }}
            />
            <Box width="100%">{text("colour")}</Box>
          </InlineStack>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            <Select {...shared("quietFromHour")} options={HOURS} />
            <Select {...shared("quietUntilHour")} options={HOURS} />
          </InlineGrid>
          {text("mostPerWeek")}
        </BlockStack>
      </Box>
    </TitledCard>
  );
}
