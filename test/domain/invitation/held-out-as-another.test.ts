/** A lot holds a person, not a customer's number: who becomes another customer stays held out, and is invited once, in their turn. */
import { expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { readDrawn } from "~/domain/proof/read-drawn.server";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, some } from "../../support/people";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

test("who was held out and became another customer stays so, is then invited without a lot, and counts as held out throughout", async () => {
  const { world, rows } = await t.open();
  const ids = await minedPeople(world, some(51));
  const other = ids.pop()!;
  const press = () => pressInvite(world, { whom: "all", pressedBy: "Olga" });
  await pressInvite(world, { whom: ids, pressedBy: "Olga" });
  const [{ buyer_id: heldOut, program_id: programId }] = await rows<{ buyer_id: string; program_id: string }>(
    "SELECT buyer_id, program_id FROM hold_out WHERE shop_id = $1 ORDER BY buyer_id",
  );
  await mergeBuyers(world, { keptId: other, deletedId: heldOut });

  expect(await readBuyerCard(world, { buyerId: other })).toMatchObject({ heldOutUntil: expect.any(String) as string });
  expect(await press()).toEqual({
    outcome: "nobody to invite",
    leftOut: { "no longer a customer": 1, "held out for now": 5, "invited before": 45 },
  });

  await t.clock.advance(180 * DAY_MS);
  expect(await press()).toMatchObject({ outcome: "pressed", invited: 5, heldOut: 0 });
  expect(await rows("SELECT drawn_buyer_id FROM invitation WHERE shop_id = $1 AND drawn_buyer_id IS NOT NULL")).toEqual([
    { drawn_buyer_id: heldOut },
  ]);
  await t.clock.advance(DAY_MS);
  const read = await readDrawn(world, { programId, asOf: t.clock.now() });
  expect(read).toMatchObject({ becameOne: 0, people: 50 });
  expect(Array.from(read.drawn.heldOut).filter(Boolean)).toHaveLength(5);
});
