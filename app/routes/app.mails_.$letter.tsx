/** One letter: its words in a language beside the letter as it arrives, a test of it to the owner, and the way back to our words. */
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
import { saveLetterWords } from "~/domain/letter/save-letter-words.server";
import { ownerWorld } from "~/owner.server";
import { mailsWords as words } from "~/words/admin/mails";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const kind = letterOf(params.letter);
  if (!kind) return { kind: null };
  const asked = new URL(request.url).searchParams.get("language") ?? "";
  const language = world.letters.languages.includes(asked) ? asked : (await readLetterWords(world, { kind })).store;
  const saved = await readLetterWords(world, { kind, locale: language });
  const { subject, html } = await previewLetter(world, { kind, words: null, language });
  return { kind, language, saved, fields: fieldsOf(kind), preview: { subject, html } };
}

const typed = { subject: z.string().max(2_000), opening: z.string().max(5_000), body: z.string().max(20_000) };
const language = z.string().max(10);
const sent = z.enum(["true", "false"]);
/** Which the page was opened with. */
const version = z.coerce.number().int().min(0).max(1_000_000_000);
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["preview", "test"]), language, ...typed }),
  z.object({ intent: z.literal("save"), language, sent, version, ...typed }),
  z.object({ intent: z.enum(["as they are", "ours", "none"]), language, sent, version }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, userId, ownerEmail } = await ownerWorld(request);
  const kind = letterOf(params.letter);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!kind || !asked.success || !world.letters.languages.includes(asked.data.language))
    return Response.json({ outcome: "not understood" }, { status: kind ? 400 : 404 });
  const { data } = asked;
  const { language } = data;
  // An invitation goes out at a press; there is nothing to switch off.
  const sent = kind === "invitation" || !("sent" in data) || data.sent === "true";
  const saved = { kind, language, sent, basedOn: "version" in data ? data.version : undefined, savedBy: userId || "owner" };
  if (!("subject" in data)) return saveLetterWords(world, { ...saved, words: data.intent });
  // A form's lines end in CR and LF.
  const line = (text: string) => text.replace(/\r\n?/g, "\n");
  const words = { subject: line(data.subject), opening: line(data.opening), body: line(data.body) };
  if (data.intent === "save") return saveLetterWords(world, { ...saved, words });
  if (data.intent === "test") return sendTestLetter(world, { kind, words, language, to: ownerEmail });
  const { subject, html, problems } = await previewLetter(world, { kind, words, language });
  return { outcome: "preview", subject, html, problems };
}

export default function Letter() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.kind) return <EmptyPage bar={words.bar} {...words.edit.none} url="/app/mails" />;
  const { kind, language } = loaded;
  return <LetterEditor key={`${kind} ${language}`} {...loaded} kind={kind} />;
}
