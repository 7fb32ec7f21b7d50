/**
 * How a comparison goes on past what fails: somebody whose merge a defect of ours breaks keeps nobody else's rewards from being
 * compared, and what is not asked for anew would stay unseen for as long as the defect stands. What was not compared is told, and thrown
 * in the end, so that it is logged and tried again like every job that fails. Where Shopify does not answer, nothing goes on.
 */
import type { ComparedPart, ReconciliationProblem } from "~/domain/shop/reconciliation";
import { ShopProblem } from "~/ports/shop";

/** So many of one part's fail for one reason, and asking the others would only take time. */
const MOST_OF_A_PART = 10;

/** Does it for one of many. @returns undefined: it failed, and the others have their turn */
export type OneOfMany = <T>(run: () => Promise<T>) => Promise<T | undefined>;

/** For who compares a part alone: the first that fails ends it. */
export const noneMayFail: OneOfMany = (run) => run();

export function goOnPast() {
  const failures: { part: ComparedPart; error: unknown }[] = [];
  return {
    /**
     * One part of the comparison, or `otherwise` where it failed as a whole: for a defect, or because Shopify refused to tell. Throws
     * ShopProblem when Shopify cannot be asked. Of many, also a "try later" is kept, since that may be ours: somebody's reward is under way.
     */
    async part<T>(part: ComparedPart, otherwise: T, run: (one: OneOfMany) => Promise<T>): Promise<T> {
      let failed = 0;
      const one: OneOfMany = (each) =>
        each().catch((error: unknown) => {
          if (isKind(error, "needs permission") || ++failed > MOST_OF_A_PART) throw error;
          failures.push({ part, error });
          return undefined;
        });
      try {
        return await run(one);
      } catch (error) {
        if (error instanceof ShopProblem && error.kind !== "refused") throw error;
        failures.push({ part, error });
        return otherwise;
      }
    },
    /** Each part once that a defect or a refusal kept from being compared, or some of it. Who only had to wait is asked for again. */
    problems(): ReconciliationProblem[] {
      const told = failures.filter(({ error }) => !(error instanceof ShopProblem) || error.kind === "refused");
      return told
        .filter(({ part }, n) => told.findIndex((one) => one.part === part) === n)
        .map(({ part, error }) => ({
          kind: "not compared",
          about: part,
          ...(error instanceof ShopProblem && { reason: error.message.slice(0, 300) }),
        }));
    },
    /** Throws what failed, if anything did: defects before what may be done later. */
    throwWhatFailed(): void {
      const [first] = [...failures].sort((a, b) => Number(a.error instanceof ShopProblem) - Number(b.error instanceof ShopProblem));
      if (first) throw first.error;
    },
  };
}

const isKind = (error: unknown, kind: ShopProblem["kind"]): boolean => error instanceof ShopProblem && error.kind === kind;
