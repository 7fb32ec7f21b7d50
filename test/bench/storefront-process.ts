/** One process of the storefront's benchmark that runs the app's own actions: fills the store, or hands out codes as fast as it is told. */
import { registerHooks } from "node:module";
import pg from "pg";
import { atRate, type Timed } from "./at-rate.ts";

export type StorefrontTask = { what: "fill" } | { what: "hand out"; perSecond: number; seconds: number; part: number };
export type HandedOut = { codes: string[]; share: number; timed: Timed };
export type StorefrontMessage = { said: "done"; handedOut: HandedOut | null } | { said: "failed"; problem: string };

const SHOP = "regulars-bench.myshopify.com";
const task = JSON.parse(process.argv[2]) as StorefrontTask;
const send = (message: StorefrontMessage) => new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

// Letters are JSX, which plain Node cannot read; nothing here writes one.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith("/react-letters.server")
      ? { url: "data:text/javascript,export const reactLetters = null;", shortCircuit: true }
      : next(specifier, context),
});

try {
  const { worldFor } = await import("~/world.server");
  const { closeConnections } = await import("~/db.server");
  const { boss, closeQueue } = await import("~/adapters/boss-queue.server");
  const world = worldFor(SHOP);
  await boss();
  let handedOut: HandedOut | null = null;
  if (task.what === "fill") {
    const { fillStorefront } = await import("./storefront-fill.ts");
    const sql = new pg.Client({ connectionString: process.env.BENCH_SUPERUSER_URL });
    await sql.connect();
    await fillStorefront(world, sql);
    await sql.end();
  } else {
    const { recordClick } = await import("~/domain/click/record-click.server");
    const { AMBASSADORS, slugOf } = await import("./storefront-fill.ts");
    const found: HandedOut = { codes: [], share: 0, timed: { milliseconds: [], seconds: 0, failed: 0 } };
    found.timed = await atRate(task, async (n) => {
      const click = await recordClick(world, { slug: slugOf((n * 7 + task.part * 3_571) % AMBASSADORS) });
      if (click.outcome !== "recorded") throw new Error(`a press ended as ${click.outcome}`);
      if (click.codeKind === "click") found.codes.push(click.code);
      else found.share++;
    });
    handedOut = found;
  }
  await closeQueue();
  await closeConnections();
  await send({ said: "done", handedOut });
} catch (error) {
  await send({ said: "failed", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
process.exit();
