/**
 * What pressing the invite button would do, changing nothing: how many, who not and why, and the mail as the first of
 * them would get it. Lots are drawn only by the press, so the number held out is what to expect.
 */
import type { Letter } from "~/ports/letters";
import type { World } from "~/ports/world";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { holdOutApplies, type LiveProgram } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { DAY_MS, INVITATION_LIFE_DAYS, mayBeInvited, type Invited, type LeftOut, type Looked } from "./invitation";
import { readCandidates, takesPart } from "./read-candidates.server";
import { writeInvitation } from "./write-invitation.server";

/** What friends and ambassadors get; amounts are in the programme's currency, and what the owner stated that a reward costs beside itself. */
export type InviteTerms = Pick<
  LiveProgram,
  "offerBp" | "creditBp" | "insiderFrom" | "insiderCreditBp" | "iconFrom" | "iconCreditBp" | "rewardKinds" | "currency"
> & { shippingMinor: string; feeMinor: string };

export type PreviewInviteOutcome =
  | {
      outcome: "ready";
      /** To be named by the press, so that nothing goes out that was not looked at. */
      looked: Looked;
      candidates: number;
      /** To expect; the lots may differ by one. */
      invited: number;
      heldOut: number;
      leftOut: LeftOut;
      letter: Letter & { to: string };
      /** What it can cost. */
      terms: InviteTerms;
    }
  | { outcome: "nobody to invite"; leftOut: LeftOut }
  | { outcome: "not mined yet" }
  | { outcome: "no programme" }
  /** A commercial mail must name one, and neither Shopify nor the owner has given it. */
  | { outcome: "no postal address" };

export async function previewInvite(world: World, { whom }: { whom: Invited }): Promise<PreviewInviteOutcome> {
  const program = await readLiveProgram(world);
  if (!program) return { outcome: "no programme" };
  const found = await readCandidates(world, { programId: program.programId, whom });
  if (!found) return { outcome: "not mined yet" };
  if (!(await readMailSetting(world)).look.postalAddress) return { outcome: "no postal address" };
  const { candidates, leftOut } = found;
  if (!candidates.length) return { outcome: "nobody to invite", leftOut };

  const inLots = candidates.filter(takesPart).length;
  const heldOut = holdOutApplies(inLots) ? Math.round((inLots * program.holdOutBp) / 10_000) : 0;
  const [first] = candidates;
  const expiresAt = new Date(world.clock.now().getTime() + INVITATION_LIFE_DAYS * DAY_MS);
  const { subject, html, text } = await writeInvitation(world, { ...first, token: "shown-only-in-the-mail", expiresAt });
  return {
    outcome: "ready",
    looked: { miningId: found.miningId, programVersion: program.version, mayBeInvited: mayBeInvited(found) },
    candidates: candidates.length,
    invited: candidates.length - heldOut,
    heldOut,
    leftOut,
    letter: { subject, html, text, to: first.email },
    terms: termsOf(program),
  };
}

function termsOf(program: LiveProgram): InviteTerms {
  const { offerBp, creditBp, insiderFrom, insiderCreditBp, iconFrom, iconCreditBp, rewardKinds, currency } = program;
  const rates = { offerBp, creditBp, insiderFrom, insiderCreditBp, iconFrom, iconCreditBp, rewardKinds, currency };
  return { ...rates, shippingMinor: String(program.shippingCostMinor), feeMinor: String(program.rewardFeeMinor) };
}
