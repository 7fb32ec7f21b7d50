/**
 * The catalogue of jobs in bad weather: each attempt may be killed at a named point, be delivered twice (one after the other,
 * or both at once), and meets the wires' weather. What fails goes back to the queue by the queue's own rule.
 */
import { catalog } from "~/jobs/catalog.server";
import type { JobName } from "~/ports/queue";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { mortalWorld } from "./mortal-world.ts";
import { attemptAtHand, Killed, type Attempt, type Storm } from "./storm.ts";

type Run = (world: World, payload: unknown) => Promise<unknown>;
type Rows = Record<JobName, { run: Run }>;

/** What a job is about, by a name that is the same whenever the seed is run; ids made by chance are not. */
export type SubjectOf = (name: JobName, payload: Record<string, string>) => string;

/** @returns what gives the catalogue back as it was */
export function hauntJobs(storm: Storm, shopId: string, subjectOf: SubjectOf, lost: JobName[] = []): () => void {
  const rows = catalog as unknown as Rows;
  const names = Object.keys(rows) as JobName[];
  const before = names.map((name) => [name, rows[name].run] as const);
  for (const [name, run] of before)
    rows[name].run = (world, payload) => {
      if (world.shopId !== shopId) return run(world, payload);
      if (lost.includes(name)) return Promise.resolve();
      const attempt = storm.attempt(name, subjectOf(name, payload as Record<string, string>));
      return inStorm(storm, attempt, (mortal) => run(mortal, payload), world).catch((error: unknown) => {
        if (!attempt.spoilt && !(error instanceof Killed || error instanceof ShopProblem))
          storm.unexplained.push(`${attempt.what}: ${String(error)}`);
        throw error;
      });
    };
  return () => {
    for (const [name, run] of before) rows[name].run = run;
  };
}

/** Work by one attempt: in a world in which it may die, once or twice. */
export function inStorm<T>(storm: Storm, attempt: Attempt, work: (mortal: World) => Promise<T>, world: World): Promise<T> {
  const mortal = mortalWorld(world, (point) => storm.pass(attempt, point));
  return attemptAtHand.run(attempt, async () => {
    if (attempt.twice === "at once") {
      const both = await Promise.allSettled([work(mortal), work(mortal)]);
      for (const one of both) if (one.status === "rejected") throw one.reason;
      return (both[0] as PromiseFulfilledResult<T>).value;
    }
    const result = await work(mortal);
    return attempt.twice === "afterwards" ? work(mortal) : result;
  });
}
