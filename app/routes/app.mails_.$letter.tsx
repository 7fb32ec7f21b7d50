/** One letter: its words beside the letter as it arrives, a test of it to the owner, and the way back to our words. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { LetterEditor } from "~/components/letter-editor";
import { letterOf } from "~/components/letter-path";
import { previewLetter } from "~/domain/delivery/preview-letter.server";
import { sendTestLetter } from "~/domain/delivery/send-test-letter.server";
import { fieldsOf } from "~/domain/letter/merge-field";
import { readLetterWords } from "~/domain/letter/read-letter-words.server";
import { readMailSetting } from "~/domain/letter/read-mail-setting.server";
import { saveLetterWords } from "~/domain/letter/save-letter-words.server";
import { ownerWorld } from "~/owner.server";
import { mailsWords as words } from "~/words/admin/mails";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const kind = letterOf(params.letter);
  if (!kind) return { kind: null };
  const { locale } = (await readMailSetting(world)).shop;
  const saved = await readLetterWords(world, { kind, locale });
  const { subject, html } = await previewLetter(world, { kind, words: null });
  return { kind, saved, fields: fieldsOf(kind), preview: { subject, html } };
}

const typed = { subject: z.string().max(2_000), opening: z.string().max(5_000), body: z.string().max(20_000) };
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["preview", "test"]), ...typed }),
  z.object({ intent: z.literal("save"), sent: z.enum(["true", "false"]), ...typed }),
  z.object({ intent: z.literal("reset"), sent: z.enum(["true", "false"]) }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, userId, ownerEmail } = await ownerWorld(request);
  const kind = letterOf(params.letter);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!kind || !asked.success) return Response.json({ outcome: "not understood" }, { status: kind ? 400 : 404 });
  const { data } = asked;
  const { locale } = (await readMailSetting(world)).shop;
  const savedBy = userId || "owner";
  // An invitation goes out at a press; there is nothing to switch off.
  const sent = "sent" in data && kind !== "invitation" ? data.sent === "true" : true;
  if (data.intent === "reset") return saveLetterWords(world, { kind, words: null, sent, locale, savedBy });
  // A form's lines end in CR and LF.
  const line = (text: string) => text.replace(/\r\n?/g, "\n");
  const given = { subject: line(data.subject), opening: line(data.opening), body: line(data.body) };
  if (data.intent === "save") return saveLetterWords(world, { kind, words: given, sent, locale, savedBy });
  if (data.intent === "test") return sendTestLetter(world, { kind, words: given, to: ownerEmail });
  const { subject, html, problems } = await previewLetter(world, { kind, words: given });
  return { outcome: "preview", subject, html, problems };
}

export default function Letter() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.kind) return <EmptyPage bar={words.bar} {...words.edit.none} url="/app/mails" />;
  const { kind, saved, fields, preview } = loaded;
  return <LetterEditor key={`${kind} ${saved.version}`} kind={kind} saved={saved} fields={fields} preview={preview} />;
}
