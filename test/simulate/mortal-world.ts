/**
 * A world in which work may die: around every outside call, where a transaction begins that records one, and just before
 * a transaction commits. It is the app's own world otherwise.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { World } from "~/ports/world";
import type { KillPoint } from "./storm.ts";

/** Whether a transaction is open already. One for all worlds: each such storage costs something at every await. */
const inside = new AsyncLocalStorage<true>();

/** @param pass called at each point that work passes; work dies there when it does not come back */
export function mortalWorld(world: World, pass: (point: KillPoint) => void): World {
  let called = false;

  /** Every call of a port, with the two points around it. */
  const around = <P extends object>(port: P): P =>
    new Proxy(port, {
      get(target, name) {
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== "function") return call;
        return async (...given: unknown[]): Promise<unknown> => {
          pass("before call");
          called = true;
          const answer: unknown = await Reflect.apply(call, target, given);
          pass("after call");
          return answer;
        };
      },
    });

  const { shopId, clock, chance, fingerprint, letters } = world;
  return {
    shopId,
    clock,
    chance,
    fingerprint,
    letters,
    get shop() {
      return around(world.shop);
    },
    get mailer() {
      return around(world.mailer);
    },
    get records() {
      return world.records;
    },
    get door() {
      return world.door;
    },
    transaction: (work) =>
      inside.getStore()
        ? world.transaction(work)
        : world.transaction((tx) =>
            inside.run(true, async () => {
              if (called) pass("before record");
              const result = await work(tx);
              pass("before commit");
              return result;
            }),
          ),
    bulk: (work) =>
      world.bulk(async (sql, queue) => {
        const result = await work(sql, queue);
        pass("before commit");
        return result;
      }),
  };
}
