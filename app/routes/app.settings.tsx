/** What friends and ambassadors get, and whom to invite: each choice a sentence, shown on a real order of the store. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { SettingsForm } from "~/components/settings-form";
import { EndedProgram } from "~/components/ended-program";
import { readFields, readTyped, typedOf, type SettingsAnswer } from "~/components/settings-fields";
import { retryDiscounts } from "~/domain/code/retry-discounts.server";
import { endProgram } from "~/domain/program/end-program.server";
import { readEndedProgram } from "~/domain/program/read-ended-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { REWARD_KINDS } from "~/domain/program/program";
import { readKindsInUse } from "~/domain/reward/read-kinds-in-use.server";
import { SCOPES_FOR } from "~/domain/reward/reward";
import { readExamples } from "~/domain/insight/read-examples.server";
import { readStatus } from "~/domain/insight/read-status.server";
import { readPixel } from "~/domain/shop/read-pixel.server";
import { readStore } from "~/domain/insight/read-store.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { readProgramVersion } from "~/domain/program/read-program-version.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { PIXEL_SCOPES } from "~/domain/shop/shop";
import { turnPixel } from "~/domain/shop/turn-pixel.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import { declaredScopes, env } from "~/env.server";
import { ownerWorld } from "~/owner.server";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { inviteWords } from "~/words/admin/invite";
import { settingsWords as words } from "~/words/admin/settings";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const program = await readLiveProgram(world);
  const { today, scopes } = await readStore(world);
  const ended = program ? null : await readEndedProgram(world);
  const { discount, codes } = await readStatus(world);
  const pixel = await readPixel(world);
  return {
    settings: program && readFields(program, program.currency),
    /** Of every amount here; null: no programme is live. */
    currency: program?.currency ?? null,
    version: program?.version ?? null,
    endedAt: ended?.endedAt.toISOString() ?? null,
    /** What Shopify has yet to allow, by the kind of reward that needs it. */
    missingScopes: Object.fromEntries(
      REWARD_KINDS.map((kind) => [kind, SCOPES_FOR[kind].filter((scope) => !scopes.includes(scope))] as const).filter(
        ([, missing]) => missing.length > 0,
      ),
    ) as Record<string, string[]>,
    kindsInUse: await readKindsInUse(world),
    examples: await readExamples(world),
    today,
    discount: { failed: discount.failed, problem: discount.problem, codesWaiting: codes.waiting },
    extras: {
      barUrl: barUrlOf(world.shopId),
      pixel: { ...pixel, missingScopes: PIXEL_SCOPES.filter((scope) => !scopes.includes(scope)) },
    },
  };
}

/** Shopify's theme editor, with the switch of the app embed "waiting" open. */
const barUrlOf = (shopId: string): string =>
  `https://${shopId}/admin/themes/current/editor?context=apps&activateAppId=${env().SHOPIFY_API_KEY}/waiting`;

const form = z.record(z.string(), z.string().max(120));
const basedOn = z.coerce.number().int().min(1).max(1_000_000_000);

/** `intent` ends the programme, lets it go on, turns the web pixel, or looks at what Shopify allows, or asks Shopify again for the discount, instead of saving. */
export async function action({ request }: ActionFunctionArgs): Promise<SettingsAnswer | Response> {
  const { world, userId } = await ownerWorld(request);
  const sent = form.safeParse(Object.fromEntries(await request.formData()));
  const owner = userId || "owner";
  if (sent.data?.intent === "end") return endProgram(world, { endedBy: owner });
  if (sent.data?.intent === "try-discount-again") return retryDiscounts(world);
  if (sent.data?.intent === "look-at-permissions") return lookAtPermissions(world);
  if (sent.data?.intent === "pixel-on" || sent.data?.intent === "pixel-off")
    return turnPixel(world, { on: sent.data.intent === "pixel-on" });
  if (sent.data?.intent === "resume") return resumeProgram(world, { resumedBy: owner });
  return saveTyped(world, { sent: sent.data ?? {}, savedBy: owner });
}

/** `sent`: what was typed, and the `version` it was opened with; a field that isn't sent stays as it is. */
async function saveTyped(
  world: World,
  { sent, savedBy }: { sent: Record<string, string>; savedBy: string },
): Promise<SettingsAnswer | Response> {
  const program = await readLiveProgram(world);
  if (!program) return { outcome: "no programme" };
  const version = basedOn.safeParse(sent.version);
  const base = version.success && (await readProgramVersion(world, { programId: program.programId, version: version.data }));
  if (!base) return Response.json({ outcome: "refused", problems: {} } satisfies SettingsAnswer, { status: 400 });
  const { currency } = program;
  const read = readTyped({ ...readFields(base, currency), ...sent }, program);
  if ("problems" in read) return { outcome: "refused", problems: read.problems };
  const answer = await saveSettings(world, { settings: read.settings, basedOn: base.version, savedBy });
  if (answer.outcome === "refused") return { outcome: "refused", problems: read.byField(answer.problems) };
  if (answer.outcome !== "changed meanwhile") return answer;
  return { outcome: "changed meanwhile", meanwhile: typedOf(answer.newest, answer.fields, currency) };
}

/** Should Shopify be away now, its own word of it comes later. */
async function lookAtPermissions(world: World): Promise<SettingsAnswer> {
  try {
    const { outcome } = await updateShop(world, { declaredScopes });
    return { outcome };
  } catch (problem) {
    if (problem instanceof ShopProblem) return { outcome: "try later" };
    throw problem;
  }
}

export default function Settings() {
  const { settings, currency, version, examples, today, discount, endedAt, missingScopes, kindsInUse, extras } =
    useLoaderData<typeof loader>();
  if (endedAt) return <EndedProgram endedAt={endedAt} missing={{ kindsInUse, missingScopes }} pixel={extras.pixel} />;
  if (!settings || currency === null || version === null) return <EmptyPage bar={words.bar} {...inviteWords.noProgramme} url="/app" />;
  return (
    <SettingsForm
      saved={{ version, values: settings }}
      currency={currency}
      examples={examples}
      today={today}
      discount={discount}
      missingScopes={missingScopes}
      kindsInUse={kindsInUse}
      extras={extras}
    />
  );
}
