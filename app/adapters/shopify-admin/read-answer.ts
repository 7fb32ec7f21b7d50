/**
 * What an answer of the Admin API means. Shopify answers 200 to most failures: being busy (THROTTLED), a missing scope
 * (ACCESS_DENIED), its own faults; only the body tells them apart.
 */
import { z } from "zod";

export type Answer =
  | { kind: "data"; data: unknown }
  /** Nothing was done; ask again after this long. */
  | { kind: "busy"; waitMs: number; why: string }
  /** It may have been done. */
  | { kind: "broken"; why: string }
  /** Nothing was done: the line could not be opened. */
  | { kind: "not sent"; why: string }
  | { kind: "token refused"; why: string }
  | { kind: "no access"; why: string }
  | { kind: "refused"; why: string };

const throttle = z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() });
const bodyShape = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string(),
      z.record(z.string(), z.unknown()),
      z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })),
    ])
    .optional(),
  extensions: z.object({ cost: z.object({ requestedQueryCost: z.number(), throttleStatus: throttle }).optional() }).optional(),
});

const SHORTEST_WAIT_MS = 200;
const WAIT_WHEN_UNSAID_MS = 2_000;

export function readAnswer(status: number, retryAfter: string | null, text: string): Answer {
  if (status === 429) return { kind: "busy", waitMs: secondsOf(retryAfter), why: "too many calls (429)" };
  if (status === 401) return { kind: "token refused", why: "the access token was refused (401)" };
  // 402 frozen, 403 forbidden, 404 gone, 423 locked: the store itself is closed to us.
  if ([402, 403, 404, 423].includes(status))
    return { kind: "no access", why: `Shopify does not let Regulars into this store (${status}).` };
  if (status >= 500) return { kind: "broken", why: `Shopify answered ${status}` };
  const body = bodyOf(text);
  if (!body) return { kind: "broken", why: "Shopify's answer could not be read" };
  if (status !== 200) return { kind: "refused", why: `Shopify answered ${status}: ${messageOf(body.errors)}` };
  if (body.errors === undefined) return { kind: "data", data: body.data };
  return failure(body);
}

type Body = z.output<typeof bodyShape>;

function failure({ errors, extensions }: Body): Answer {
  const codes = Array.isArray(errors) ? errors.map((error) => error.extensions?.code ?? "") : [];
  const why = messageOf(errors);
  if (codes.includes("THROTTLED"))
    return { kind: "busy", waitMs: waitByCost(extensions?.cost), why: "the call limit is used up for the moment (THROTTLED)" };
  if (codes.includes("ACCESS_DENIED")) return { kind: "no access", why };
  if (codes.some((code) => ["INTERNAL_SERVER_ERROR", "TIMEOUT"].includes(code))) return { kind: "broken", why };
  return { kind: "refused", why };
}

/** Until the points the call costs are there again. */
function waitByCost(cost: NonNullable<Body["extensions"]>["cost"]): number {
  if (!cost) return WAIT_WHEN_UNSAID_MS;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return Math.max(SHORTEST_WAIT_MS, Math.ceil(((cost.requestedQueryCost - currentlyAvailable) / restoreRate) * 1000));
}

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter);
  return retryAfter !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : WAIT_WHEN_UNSAID_MS;
}

function bodyOf(text: string): Body | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = bodyShape.safeParse(parsed);
  return result.success ? result.data : null;
}

const messageOf = (errors: Body["errors"]): string =>
  errors === undefined
    ? "no reason given"
    : typeof errors === "string"
      ? errors
      : Array.isArray(errors)
        ? errors.map((error) => error.message).join(" ")
        : JSON.stringify(errors);
