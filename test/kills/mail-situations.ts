/** People are invited and written to. */
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { ask, type Situation } from "./situation.ts";

export const mailSituations: Situation[] = [
  {
    name: "somebody is invited",
    jobs: ["invitation.send"],
    async prepare(living) {
      const pressed = await pressInvite(living.stage.world, { whom: "all", pressedBy: "owner" });
      if (pressed.outcome !== "pressed") throw new Error(`nobody was invited: ${pressed.outcome}`);
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
  },
];
