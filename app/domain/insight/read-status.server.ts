/** Whether the machinery runs: history, the friends' discount and its codes, the mails. Each is a state the owner's page puts into words. */
import type { World } from "~/ports/world";
import { readEndedProgram } from "../program/read-ended-program.server";
import { readFound } from "../shop/read-found.server";
import { readUnminted } from "./read-unminted.server";

/** "working": nothing to do; "under way": give it a minute; "stuck": someone must look; "not yet": has not begun; "off": the programme has ended. */
export type StatusState = "working" | "under way" | "stuck" | "not yet" | "off";

export type Status = {
  history: { state: StatusState; since: string | null };
  /** `problem`: what Shopify refused, to make one (`failed`) or of one that works. */
  discount: { state: StatusState; failed: boolean; problem: string | null };
  /** `ready`: single-use codes that a friend's click can take now; `waiting`: ambassadors' codes that have waited too long for Shopify. */
  codes: { state: StatusState; ready: number; waiting: number };
  mail: { state: StatusState; sent: number; waiting: number };
  /** The last whole comparison with Shopify. */
  checks: { state: StatusState; at: string | null };
};

/** It is made every hour: three that did not come are too many. */
const LATE_MS = 3 * 3_600_000;

export function readStatus(world: World): Promise<Status> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const history = await db.import.findFirst({
      where: { shopId, kind: "orders" },
      orderBy: { requestedAt: "desc" },
      select: { state: true },
    });
    const first = await db.order.aggregate({ where: { shopId }, _min: { placedAt: true } });
    const discounts = await db.discount.findMany({ where: { shopId, state: { not: "ended" } }, select: { state: true, problem: true } });
    const ended = (await readEndedProgram(world)) !== null;
    const failed = discounts.find((one) => one.state === "failed");
    const refused = failed ?? discounts.find((one) => one.state === "live" && one.problem !== null);
    const live = discounts.length > 0 && discounts.every((one) => one.state === "live");
    const { whole, open } = await readFound(db, shopId);
    const ready = await db.clickCode.count({ where: { shopId, state: "ready" } });
    const unminted = await readUnminted(db, shopId, world.clock.now());
    const [sent, waiting, unclear] = await Promise.all(
      [["sent", "accepted"], ["waiting", "sending"], ["needs review"]].map((states) =>
        db.invitation.count({ where: { shopId, state: { in: states } } }),
      ),
    );
    return {
      history: { state: historyState(history?.state), since: first._min.placedAt?.toISOString() ?? null },
      discount: {
        state: refused && !ended ? "stuck" : live && !ended ? "working" : discounts.length ? "under way" : ended ? "off" : "not yet",
        failed: failed !== undefined,
        problem: refused?.problem ?? null,
      },
      codes: {
        state: ended ? "off" : unminted > 0 || (failed && ready === 0) ? "stuck" : ready > 0 ? "working" : "under way",
        ready,
        waiting: unminted,
      },
      mail: { state: unclear > 0 ? "stuck" : waiting > 0 ? "under way" : sent > 0 ? "working" : "not yet", sent, waiting },
      checks: {
        state: !whole
          ? "not yet"
          : open.length > 0 || world.clock.now().getTime() - whole.startedAt.getTime() > LATE_MS
            ? "stuck"
            : "working",
        at: whole?.startedAt.toISOString() ?? null,
      },
    };
  });
}

function historyState(state: string | undefined): StatusState {
  if (!state) return "not yet";
  if (state === "done") return "working";
  return state === "stopped" || state === "failed" ? "stuck" : "under way";
}
