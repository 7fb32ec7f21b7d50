/** The door of one shop: its sessions by the door's role, its erasure by the eraser's, which may do nothing else. */
import pg from "pg";
import { env } from "~/env.server";
import type { Door } from "~/ports/door";
import { forgetSessions } from "./session-storage.server";

const ERASING_MAY_TAKE_MS = 15 * 60_000;

export const shopDoor = (shopId: string): Door => ({
  forgetSessions: () => forgetSessions(shopId),
  async eraseShop(at) {
    const client = new pg.Client({
      connectionString: env().DATABASE_ERASER_URL,
      connectionTimeoutMillis: 10_000,
      query_timeout: ERASING_MAY_TAKE_MS,
    });
    await client.connect();
    try {
      const { rows } = await client.query<{ rows: string }>("SELECT erase_shop($1, $2) AS rows", [shopId, at]);
      return BigInt(rows[0].rows);
    } finally {
      await client.end();
    }
  },
});
