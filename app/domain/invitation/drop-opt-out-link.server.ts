/** The mail server did not take the mail: nobody has its way out, and the next try makes another. */
import type { MailOutcome } from "~/ports/mailer";
import type { World } from "~/ports/world";
import { hashOfToken } from "./hash-of-token.server";

/** After the call, before its answer is kept. "kept": the mail went, or may have; or there is no such way out. */
export async function dropOptOutLink(
  world: World,
  { token, answer }: { token: string; answer: MailOutcome },
): Promise<{ outcome: "dropped" | "kept" }> {
  if (answer.outcome === "accepted" || answer.outcome === "unknown") return { outcome: "kept" };
  const { shopId } = world;
  const { count } = await world.transaction(({ db }) => db.optOutLink.deleteMany({ where: { shopId, tokenHash: hashOfToken(token) } }));
  return { outcome: count ? "dropped" : "kept" };
}
