/** An ambassador's own statement on the store's pages: only ever of the signed-in customer, in the programme their page is of. */
import type { World } from "~/ports/world";
import { choosePeriod, isoDayIn, type Period, type PeriodProblem } from "../ledger/period";
import { readStatement } from "../ledger/read-statement.server";
import { readShopPlace } from "./read-shop-place.server";
import { showStatement, type ShownStatement } from "./statement-page";

export type StatementPage =
  | {
      outcome: "statement";
      name: string;
      statement: ShownStatement;
      whose: { ambassadorId: string; programId: string };
      period: Period;
      /** Where it is on the store's own pages. */
      storeUrl: string;
    }
  | { outcome: "not an ambassador"; shopName: string }
  | { outcome: PeriodProblem };

/** Everything until now is shown first: a person asks what became of what they earned. Outcomes: see StatementPage. */
export function readStatementPage(
  world: World,
  {
    buyerId,
    asked,
    page,
    locale,
  }: {
    buyerId: string;
    asked: { period?: string | null; from?: string | null; to?: string | null };
    page: number;
    /** Of who reads. */ locale?: string;
  },
): Promise<StatementPage> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<StatementPage> => {
    const place = await readShopPlace(db, shopId, locale);
    const ambassador = await db.ambassador.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      include: { memberships: { orderBy: { joinedAt: "desc" }, take: 1 } },
    });
    const membership = ambassador?.memberships[0];
    if (!ambassador || !membership) return { outcome: "not an ambassador", shopName: place.name };
    const now = clock.now();
    const chosen = choosePeriod(asked, isoDayIn(now, place.timeZone), "all");
    if ("problem" in chosen) return { outcome: chosen.problem };
    const whose = { ambassadorId: ambassador.ambassadorId, programId: membership.programId };
    const statement = await readStatement(world, { ...whose, ...chosen.period, page });
    if (statement.outcome !== "statement") return { outcome: "not an ambassador", shopName: place.name };
    return {
      outcome: "statement",
      name: ambassador.name,
      statement: showStatement(statement, chosen, now, place),
      whose,
      period: chosen.period,
      storeUrl: new URL(`${place.proxyPrefix}/statement`, place.storefrontUrl).href,
    };
  });
}
