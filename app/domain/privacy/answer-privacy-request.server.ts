/**
 * Answers one request about a person: gives what we hold of them, or erases it. An erasure goes in steps, each its own transaction and
 * each the same when it is done twice: their own rows first, so that nothing that is read later brings them back; then their orders and
 * the kept webhooks, page by page. It is answered when all of it is done.
 */
import type { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { holdBuyers } from "../buyer/hold-buyers.server";
import { clearOrders } from "./clear-orders.server";
import { clearReceipts } from "./clear-receipts.server";
import { collectBuyerData } from "./collect-buyer-data.server";
import { eraseBuyer } from "./erase-buyer.server";
import { findPerson } from "./find-person.server";
import type { Asked, Erased, Person, PrivacyState } from "./privacy";
import { readReceipts } from "./read-receipts.server";

/** A request's row until it is answered. `begun`: their rows are erased, and with them what would tell who it was. */
type Owed = { asked: Asked; begun?: { person: Person; erased: Pick<Erased, "buyers" | "ambassadors"> } };

/**
 * Throws ShopProblem when somebody may be the same person and Shopify cannot be reached: the queue tries again.
 * @returns {outcome: "answered"}; "answered before"; "unknown" when there is no such request
 */
export async function answerPrivacyRequest(
  world: World,
  { requestId }: { requestId: string },
): Promise<{ outcome: "answered" | "answered before" | "unknown" }> {
  const { shopId } = world;
  const key = { shopId_requestId: { shopId, requestId } };
  const request = await world.transaction(({ db }) => db.privacyRequest.findUnique({ where: key }));
  if (!request) return { outcome: "unknown" };
  if (request.state === ("done" satisfies PrivacyState)) return { outcome: "answered before" };
  const owed = request.outcome as Owed;
  const keep = (data: Prisma.PrivacyRequestUpdateInput) => world.transaction(({ db }) => db.privacyRequest.update({ where: key, data }));
  const find = () => findPerson(world, { buyerId: request.buyerId, ...owed.asked });
  // What was asked (an address among it) is not kept once it is answered.
  const answer = (outcome: object) =>
    keep({ state: "done" satisfies PrivacyState, outcome: outcome as Prisma.InputJsonObject, doneAt: world.clock.now() });

  if (request.kind === "erasure") {
    const { person, erased } = owed.begun ?? (await begin(world, await find(), (begun) => keep({ outcome: { ...owed, begun } })));
    const orders = await clearOrders(world, person);
    await answer({ ...erased, orders, receipts: await clearReceipts(world, person) });
  } else {
    const person = await find();
    const webhooks = await readReceipts(world, person);
    // Held until it is written down, so that an erasure at the same time finds it and empties it.
    await world.transaction(async (tx) => {
      await holdBuyers(world, tx, { buyerIds: person.buyerIds });
      const erased = await tx.db.buyer.count({ where: { shopId, buyerId: { in: person.buyerIds }, erasedAt: { not: null } } });
      await answer({ ...(await collectBuyerData(world, person)), webhooks: erased ? [] : webhooks });
    });
  }
  return { outcome: "answered" };
}

type Begun = NonNullable<Owed["begun"]>;

const begin = (world: World, person: Person, keep: (begun: Begun) => Promise<unknown>): Promise<Begun> =>
  world.transaction(async () => {
    const begun = { person, erased: await eraseBuyer(world, person) };
    await keep(begun);
    return begun;
  });
