/** Which codes mean something in this shop already: as share, click, lead or reward code, in whatever state, now or once. */
import type { World } from "~/ports/world";

/** @param codes normalised */
export async function readTakenCodes(world: World, codes: string[]): Promise<Set<string>> {
  const rows = await world.transaction(
    ({ db }) => db.$queryRaw<{ code: string }[]>`
      SELECT code FROM share_code WHERE shop_id = ${world.shopId} AND code = ANY(${codes}::text[])
      UNION SELECT code FROM click_code WHERE shop_id = ${world.shopId} AND code = ANY(${codes}::text[])
      UNION SELECT lead_code FROM discount WHERE shop_id = ${world.shopId} AND lead_code = ANY(${codes}::text[])
      UNION SELECT code FROM reward WHERE shop_id = ${world.shopId} AND code = ANY(${codes}::text[])`,
  );
  return new Set(rows.map(({ code }) => code));
}
