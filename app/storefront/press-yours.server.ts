/** What a press on a form of "Yours to change" does, and what of it must be shown again when it was refused. */
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { OLD_CODE_KEPT_DAYS, replaceShareCode } from "~/domain/code/replace-share-code.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { pauseSharing } from "~/domain/ambassador/pause-sharing.server";
import { profileOf } from "~/domain/ambassador/profile";
import { resumeSharing } from "~/domain/ambassador/resume-sharing.server";
import { saveOwnPage } from "~/domain/ambassador/save-own-page.server";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import type { World } from "~/ports/world";
import type { Spoken } from "~/words/storefront/language";
import type { Words } from "~/words/storefront/words-for";
import { answerOf } from "./code-field";
import { typedProfile } from "./profile-fields";
import type { Refused } from "./rewards-yours";

export const YOURS = ["leave", "pause", "resume", "code", "profile", "own-page"] as const;
export type YoursIntent = (typeof YOURS)[number];

export type Pressed = { outcome: keyof Words["outcomes"]; refused?: Refused };

/** More than fit, so that it can be said; fewer than would cost anything. */
const MOST_TICKS = 30;

type Asking = { world: World; words: Words; spoken: Spoken };
type Asked = { buyerId: string; intent: YoursIntent; fields: URLSearchParams };

export async function pressYours({ world, words, spoken }: Asking, { buyerId, intent, fields }: Asked): Promise<Pressed> {
  if (intent === "code") return pressCode({ world, words, spoken }, buyerId, fields);
  if (intent === "profile") return pressProfile(world, buyerId, fields);
  if (intent === "own-page") return pressOwnPage(world, words, buyerId, fields);
  const press = { leave: leaveProgram, pause: pauseSharing, resume: resumeSharing }[intent];
  const { outcome } = await press(world, { buyerId });
  return { outcome: outcome === "no ambassador" ? "not an ambassador" : outcome };
}

async function pressCode({ world, words, spoken }: Asking, buyerId: string, fields: URLSearchParams): Promise<Pressed> {
  const typed = (fields.get("code") ?? "").slice(0, 100);
  const page = await readRewardsPage(world, { buyerId });
  if (page.outcome !== "page") return { outcome: page.outcome };
  const { ambassadorId } = page;
  const replaced = await replaceShareCode(world, {
    ambassadorId,
    code: typed,
    keepDays: OLD_CODE_KEPT_DAYS,
    why: "changed",
    locale: spoken.locale,
  });
  switch (replaced.outcome) {
    case "replaced":
      return { outcome: "code changed" };
    case "taken back":
      return { outcome: "code taken back" };
    case "unchanged":
      return { outcome: "code unchanged" };
    case "changed often":
      return { outcome: "changed often" };
    case "not a member":
      return { outcome: page.state === "ended" ? "no programme" : "not an ambassador" };
    case "code taken":
    case "code ended":
    case "code refused":
      return { outcome: replaced.outcome, refused: { form: "code", typed, answer: answerOf(words, replaced) } };
  }
}

async function pressProfile(world: World, buyerId: string, fields: URLSearchParams): Promise<Pressed> {
  const typed = typedProfile(fields);
  const told = profileOf(typed);
  if (told.outcome === "refused") return { outcome: "profile refused", refused: { form: "profile", typed, problems: told.problems } };
  const { outcome } = await saveProfile(world, { buyerId, profile: told.profile });
  return { outcome: outcome === "no ambassador" ? "not an ambassador" : outcome };
}

async function pressOwnPage(world: World, { ownPageProblems }: Words, buyerId: string, fields: URLSearchParams): Promise<Pressed> {
  const words = (fields.get("words") ?? "").slice(0, 2_000);
  const productIds = fields
    .getAll("favourite")
    .filter((id) => /^\d{1,20}$/.test(id))
    .slice(0, MOST_TICKS);
  const saved = await saveOwnPage(world, { buyerId, words, productIds });
  const again = { form: "own-page", words, productIds } as const;
  switch (saved.outcome) {
    case "saved":
      return { outcome: "saved" };
    case "no ambassador":
      return { outcome: "not an ambassador" };
    case "words refused":
      return { outcome: saved.outcome, refused: { ...again, field: "words", sentence: ownPageProblems[saved.problem] } };
    case "too many favourites":
    case "favourite unknown":
      return { outcome: saved.outcome, refused: { ...again, field: "favourites", sentence: ownPageProblems[saved.outcome] } };
  }
}
