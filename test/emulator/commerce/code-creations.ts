/**
 * Adding redeem codes in bulk, as `discountRedeemCodeBulkAdd` does: asynchronous, one run at a time a shop, and each code
 * checked against every discount of the store without regard to case. A code exists only once its run is done.
 */
import type { Books, CodeCreation, Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { codeKey } from "./discount-rules.ts";

/** How long a run takes on the emulator's clock. */
export const CODE_CREATION_MS = 300;
/** Shopify's limits. */
export const MOST_CODES_A_CALL = 250;
const LONGEST_CODE = 255;

/** Kept in `CodeCreation.codes[].error`; the messages are what the API says. */
export const CODE_ERRORS = {
  TAKEN: "Code must be unique. Please try a different code.",
  BLANK: "Code can't be blank",
  INVALID: "Discount does not exist",
  TOO_LONG: `Code is too long (maximum is ${LONGEST_CODE} characters)`,
} as const;
export type CodeError = keyof typeof CODE_ERRORS;

/** The run that isn't done yet, if any. */
export function runningCodeCreation(books: Books): CodeCreation | null {
  // The newest come last, and at most one can be open: but finding it must not depend on that.
  for (const creation of books.codeCreation.values()) if (!creation.done) return creation;
  return null;
}

/** Starts a run. @throws Error when one is running or the call breaks Shopify's limits: the API checks and answers in its own words first. */
export function startCodeCreation(ctx: EmulatorContext, discountId: Id, codes: string[], takesMs = CODE_CREATION_MS): CodeCreation {
  const { books, clock } = ctx;
  books.discount.need(discountId);
  if (runningCodeCreation(books)) throw new Error("another bulk creation of codes is running: one at a time a shop");
  if (codes.length === 0 || codes.length > MOST_CODES_A_CALL)
    throw new Error(`a call adds 1 to ${MOST_CODES_A_CALL} codes, not ${codes.length}`);
  const creation: CodeCreation = {
    id: books.nextId(),
    discountId,
    codes: codes.map((code) => ({ code, redeemCodeId: null, error: null })),
    readyAt: new Date(clock.now().getTime() + takesMs).toISOString(),
    done: false,
    createdAt: clock.iso(),
  };
  return books.codeCreation.put(creation.id, creation);
}

/** Why a code can't be added now, or null. */
export function codeError(books: Books, code: string): CodeError | null {
  const key = codeKey(code);
  if (key === "") return "BLANK";
  if (key.length > LONGEST_CODE) return "TOO_LONG";
  return books.redeemCode.has(key) ? "TAKEN" : null;
}

/** Carries out every run that is due by the emulator's clock; returns how many. Cheap when none is: call it on every request. */
export function runDueCodeCreations(ctx: EmulatorContext): number {
  const { books, clock } = ctx;
  const now = clock.now().getTime();
  const due = [...books.codeCreation.values()].filter((creation) => !creation.done && Date.parse(creation.readyAt) <= now);
  for (const creation of due) books.batch(() => carryOut(books, creation));
  return due.length;
}

function carryOut(books: Books, creation: CodeCreation): void {
  const codes = creation.codes.map(({ code }) => {
    const error = books.discount.has(creation.discountId) ? codeError(books, code) : "INVALID";
    if (error) return { code, redeemCodeId: null, error };
    const id = books.nextId();
    books.redeemCode.put(codeKey(code), {
      id,
      discountId: creation.discountId,
      code: code.trim(),
      usedByOrderIds: [],
      createdAt: creation.readyAt,
    });
    return { code, redeemCodeId: id, error: null };
  });
  books.codeCreation.put(creation.id, { ...creation, codes, done: true });
}
