/** What friends and ambassadors get, and whom to invite: each choice a sentence, shown on a real order of the store. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { SettingsForm } from "~/components/settings-form";
import { readFields, readTyped, type SettingsAnswer } from "~/components/settings-fields";
import { readExamples } from "~/domain/insight/read-examples.server";
import { readStatus } from "~/domain/insight/read-status.server";
import { readStore } from "~/domain/insight/read-store.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { ownerWorld } from "~/owner.server";
import { inviteWords } from "~/words/admin/invite";
import { settingsWords as words } from "~/words/admin/settings";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const program = await readLiveProgram(world);
  const { today } = await readStore(world);
  const { discount } = await readStatus(world);
  return {
    settings: program && readFields(program, program.currency),
    version: program?.version ?? null,
    examples: await readExamples(world),
    today,
    discountProblem: discount.state === "stuck" ? discount.problem : null,
  };
}

const form = z.record(z.string(), z.string().max(40));

/** A field that isn't sent stays as it is. */
export async function action({ request }: ActionFunctionArgs): Promise<SettingsAnswer | Response> {
  const { world, userId } = await ownerWorld(request);
  const sent = form.safeParse(Object.fromEntries(await request.formData()));
  const program = await readLiveProgram(world);
  if (!program) return { outcome: "no programme" };
  if (!sent.success) return Response.json({ outcome: "refused", problems: {} } satisfies SettingsAnswer, { status: 400 });
  const read = readTyped({ ...readFields(program, program.currency), ...sent.data }, program);
  if ("problems" in read) return { outcome: "refused", problems: read.problems };
  const answer = await saveSettings(world, { settings: read.settings, savedBy: userId || "owner" });
  return answer.outcome === "refused" ? { outcome: "refused", problems: read.byField(answer.problems) } : answer;
}

export default function Settings() {
  const { settings, examples, today, discountProblem } = useLoaderData<typeof loader>();
  if (!settings) return <EmptyPage bar={words.bar} {...inviteWords.noProgramme} url="/app" />;
  return <SettingsForm saved={settings} examples={examples} today={today} discountProblem={discountProblem} />;
}
