/** Whether somebody may have a code: by the rules for codes, and whether it means anything in this shop already. */
import type { World } from "~/ports/world";
import { codeFault, normaliseCode, type CodeFault } from "./code";
import { readFreeIdeas } from "./read-free-ideas.server";
import { readTakenCodes } from "./read-taken-codes.server";

/** `code` as it would be kept; `ideas` are free, the best first. */
export type CheckCodeOutcome = { outcome: "free"; code: string } | CodeRefusal;

export type CodeRefusal =
  { outcome: "code taken"; code: string; ideas: string[] } | { outcome: "code refused"; code: string; fault: CodeFault; ideas: string[] };

/** Joins the transaction at hand. It only looks; what is free may be taken a moment later. @param offerBp in basis points */
export function checkCode(
  world: World,
  { typed, ...whose }: { typed: string; buyerId: string; name: string; offerBp: number; /** Of who will say it. */ locale?: string },
): Promise<CheckCodeOutcome> {
  return world.transaction(async (): Promise<CheckCodeOutcome> => {
    const code = normaliseCode(typed);
    const fault = codeFault(code);
    if (!fault && !(await readTakenCodes(world, [code])).has(code)) return { outcome: "free", code };
    const ideas = await readFreeIdeas(world, whose);
    return fault ? { outcome: "code refused", code, fault, ideas } : { outcome: "code taken", code, ideas };
  });
}
