/** A test world in which every test opens a shop of its own, each with its own fake Shopify. */
import { FakeShop } from "./fake-shop";
import { openShop } from "./people";
import { testWorld } from "./world";

export async function fakeShops() {
  const fakes = new Map<string, FakeShop>();
  const test = await testWorld({
    shop: (shopId) => {
      const fake = fakes.get(shopId);
      if (!fake) throw new Error(`no fake shop was opened for ${shopId}`);
      return fake.port;
    },
  });
  let count = 0;
  return {
    ...test,
    /** A new shop with its programme; nothing is published or minted yet. */
    async open(options: Parameters<typeof openShop>[1] = {}) {
      // What an earlier test's shop still has to do is not this one's concern.
      await test.sql("DELETE FROM pgboss.job");
      const shopId = `shop-${++count}.myshopify.com`;
      const fake = new FakeShop();
      fakes.set(shopId, fake);
      const world = test.worldOf(shopId);
      const { programId } = await openShop(world, options);
      const rows = <T = Record<string, unknown>>(text: string, params: unknown[] = []) => test.sql<T>(text, [shopId, ...params]);
      /** Lets Shopify add codes and our jobs look at it, until nothing is left to mint. */
      const mint = async () => {
        for (let round = 0; round < 30; round++) {
          await test.runDueJobs();
          const [{ open }] = await rows<{ open: number }>(
            "SELECT count(*)::int AS open FROM pgboss.job WHERE name IN ('minting.advance', 'discount.publish') AND state < 'completed' AND data->>'shopId' = $1",
          );
          if (!open) return;
          await test.clock.advance(1_500);
        }
        throw new Error("minting did not end in thirty rounds");
      };
      return { shopId, fake, world, programId, rows, mint };
    },
  };
}
