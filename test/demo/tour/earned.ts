/** Step 11: what it earned, as the owner's page has it, against what the tour knows of its lots and what Shopify's books say was sold. */
import { goodsOf } from "./money.ts";
import { need, type Tour } from "./tour-state.ts";

type Proof = {
  shown: {
    kept: { finding: { state: string; invited: number; heldOut: number; becameOne: number } } | null;
    brought: { sentence: string; lines: { key: string; amount: string | null }[] };
  } | null;
};

/** @param heldOut and invited: whom the one press of the tour drew lots for */
export async function whatItEarned(tour: Tour, { invited, heldOut }: { invited: number; heldOut: number }): Promise<void> {
  await tour.owner.act("app.proof", "/app/proof", { intent: "reckon" });
  const { shown } = await tour.owner.load<Proof>("app.proof", "/app/proof");
  const finding = shown?.kept?.finding;
  need(shown && finding, "nothing was worked out of what the programme earned");
  need(
    finding.heldOut === heldOut && finding.invited === invited,
    `${invited} were invited and ${heldOut} held out, but the finding is of ${finding.invited} and ${finding.heldOut}`,
  );
  const friends = new Set(tour.orders.filter(({ kind }) => kind === "friend").map(({ name }) => name));
  const sold = (await tour.emulator.ordersSince(tour.startedAt)).filter(({ name }) => friends.has(name)).map(goodsOf);
  const goodsMinor = sold.reduce((sum, minor) => sum + minor, 0);
  const told = shown.brought.lines.find(({ key }) => key === "goods")?.amount ?? "nothing";
  need(told.replaceAll(/\D/g, "") === String(goodsMinor), `friends bought for ${goodsMinor} minor units, the page says ${told}`);
  const counted = sold.filter((minor) => minor > 0).length;
  need(
    shown.brought.sentence.startsWith(`${counted.toLocaleString("en")} friends' `),
    `${counted} friends' orders count, the page says: ${shown.brought.sentence}`,
  );
  tour.say(`  ${shown.brought.sentence}`);
  tour.say(`  ${finding.heldOut} were held out by lot: what inviting changed is told as "${finding.state}"`);
}
