/** People are invited and written to. */
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import type { Living } from "../simulate/live-event.ts";
import { HOUR_MS } from "../simulate/stage.ts";
import { ask, type Situation } from "./situation.ts";

/**
 * What was written since has gone out, or waits for its week's turn. Whether a mail went whose sender died while it was
 * handed over nobody can know: that one, and no other, is left to a person.
 */
async function lettersSent({ stage }: Living, kind: string, since: Date): Promise<string[]> {
  const rows = await stage.sql<{ state: string; reason: string | null; later: boolean }>(
    "SELECT state, reason, due_at > $3 AS later FROM letter WHERE shop_id = $1 AND kind = $2 AND created_at >= $4",
    [stage.shopId, kind, stage.now(), since],
  );
  if (!rows.length) return [`no ${kind} was written`];
  const unsettled = rows.filter(({ state, later }) => state !== "sent" && !(state === "waiting" && later));
  return onlyOneInReview(
    unsettled.map(({ state, reason }) => (reason && state !== "needs review" ? `${state}, ${reason}` : state)),
    `a ${kind}`,
  );
}

const onlyOneInReview = (states: string[], what: string): string[] =>
  states.length === 1 && states[0] === "needs review" ? [] : states.map((state) => `${what} is ${state}`);

export const mailSituations: Situation[] = [
  {
    name: "somebody is invited",
    jobs: ["invitation.send"],
    async prepare(living) {
      const pressed = await pressInvite(living.stage.world, { whom: "all", pressedBy: "owner" });
      if (pressed.outcome !== "pressed") throw new Error(`nobody was invited: ${pressed.outcome}`);
    },
    async came({ stage }) {
      const rows = await stage.sql<{ state: string; email: string }>(
        `SELECT i.state, b.email FROM invitation i JOIN buyer b USING (shop_id, buyer_id)
         WHERE i.shop_id = $1 AND i.press_id = (SELECT press_id FROM invite_press WHERE shop_id = $1 ORDER BY pressed_at DESC LIMIT 1)`,
        [stage.shopId],
      );
      const written = new Set(stage.mails.map(({ to }) => to));
      if (!rows.length) return ["nobody was invited"];
      const unsettled = rows.filter(({ state, email }) => state !== "sent" || !written.has(email));
      return onlyOneInReview(
        unsettled.map(({ state }) => (state === "sent" ? "sent by what it says, and there is no mail" : state)),
        "an invitation",
      );
    },
    // As if they had never been asked.
    async afterwards({ stage }) {
      stage.mails.length = 0;
      await stage.sql("DELETE FROM invitation WHERE shop_id = $1 AND state <> 'accepted'", [stage.shopId]);
      await stage.sql("DELETE FROM contact WHERE shop_id = $1 AND kind = 'invitation'", [stage.shopId]);
    },
  },
  {
    name: "somebody in the programme is written to",
    jobs: ["letter.write", "letter.send"],
    async prepare({ stage, members }) {
      const { customer } = members.get(0)!;
      const cause = `killed at ${stage.now().getTime()}`;
      await stage.world.transaction(({ queue }) => queue.add("letter.write", { kind: "welcome", cause, buyerId: customer.id }));
    },
    came: (living, since) => lettersSent(living, "welcome", since),
  },
  {
    name: "a letter that lost its job is found again",
    jobs: ["waiting.resume"],
    async prepare(living) {
      const { stage, members } = living;
      const { customer } = members.get(0)!;
      const written = await writeLetter(stage.world, {
        ...{ kind: "welcome", cause: `lost at ${stage.now().getTime()}`, buyerId: customer.id },
      });
      if (written.outcome !== "written") throw new Error(written.outcome);
      await stage.sql("DELETE FROM pgboss.job WHERE name = 'letter.send' AND data->'payload'->>'letterId' = $1", [written.letterId]);
      await stage.tick(HOUR_MS);
      await ask(living, "waiting.resume");
    },
    came: (living, since) => lettersSent(living, "welcome", since),
  },
  {
    name: "a month is told of",
    jobs: ["letter.monthly"],
    async prepare(living) {
      // Later in a month there is nothing to write.
      const now = living.stage.now();
      await living.stage.tick(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2, 12) - now.getTime());
      await ask(living, "letter.monthly");
    },
    came: (living, since) => lettersSent(living, "progress", since),
  },
];
