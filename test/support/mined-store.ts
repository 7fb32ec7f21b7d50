/** A store whose people were really mined: buyers with orders of falling value, best first, all of them above the owner's line. */
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import { mineBuyers } from "~/domain/mining/mine-buyers.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { Consent } from "~/ports/shop";
import type { World } from "~/ports/world";
import { aBuyer, anOrder } from "./builders";
import { DAY_MS } from "./world";

export type Regular = { firstName: string | null; consent?: Consent; countryCode?: string };

/** Returns their ids, best first. The first spent most and bought last. */
export async function minedStore(world: World, people: Regular[]): Promise<string[]> {
  const program = (await readLiveProgram(world))!;
  await saveSettings(world, { settings: { ...settingsOf(program), powerBuyerBp: 10_000 }, savedBy: "test" });
  const ids: string[] = [];
  for (const [index, { firstName, consent = "subscribed", countryCode = "GB" }] of people.entries()) {
    const email = `person-${index}@people.example`;
    const { buyerId } = await aBuyer(world, { firstName, lastName: firstName && "Brown", email, consent, countryCode });
    for (const daysAgo of [400, 40 + index])
      await anOrder(world, {
        buyerId,
        email,
        goodsMinor: BigInt(50_000 - 100 * index),
        placedAt: new Date(world.clock.now().getTime() - daysAgo * DAY_MS),
      });
    ids.push(buyerId);
  }
  await summariseAllBuyers(world);
  await mineBuyers(world, { why: "test" });
  return ids;
}
