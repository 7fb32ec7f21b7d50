/**
 * Access and refresh tokens. Offline access lives 60 minutes, its refresh token 90 days; refreshing rotates. As Shopify
 * does since August 2026, a used refresh token stays good until its replacement is used (at most 30 days from its first
 * use), so that a lost reply can be asked for again; the retry is answered with the same pair.
 */
import { randomBytes } from "node:crypto";
import type { Token } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

export const ACCESS_SECONDS = 3600;
export const REFRESH_SECONDS = 90 * 86_400;
export const ONLINE_SECONDS = 86_400 - 1;
const RETRY_DAYS = 30;

export type Pair = { access: string; accessSeconds: number; refresh: string; refreshSeconds: number };

const after = (context: EmulatorContext, seconds: number): string => new Date(context.clock.now().getTime() + seconds * 1000).toISOString();
const isOver = (context: EmulatorContext, instant: string | null): boolean =>
  instant !== null && Date.parse(instant) <= context.clock.now().getTime();
const secondsLeft = (context: EmulatorContext, instant: string): number =>
  Math.max(0, Math.floor((Date.parse(instant) - context.clock.now().getTime()) / 1000));

function keep(context: EmulatorContext, prefix: string, token: Omit<Token, "token" | "revoked">): string {
  const text = prefix + randomBytes(16).toString("hex");
  context.books.token.put(text, { ...token, token: text, revoked: false });
  return text;
}

export function issueOnlineToken(context: EmulatorContext): { access: string; accessSeconds: number } {
  return {
    access: keep(context, "shpua_", { kind: "access", online: true, expiresAt: after(context, ONLINE_SECONDS) }),
    accessSeconds: ONLINE_SECONDS,
  };
}

/** An offline token that never expires: what an app gets that doesn't ask for `expiring`. */
export function issueLastingToken(context: EmulatorContext): string {
  return keep(context, "shpat_", { kind: "access", online: false, expiresAt: null });
}

export function issuePair(context: EmulatorContext, replaces?: string): Pair {
  const access = keep(context, "shpat_", { kind: "access", online: false, expiresAt: after(context, ACCESS_SECONDS) });
  const refresh = keep(context, "shprt_", {
    kind: "refresh",
    online: false,
    expiresAt: after(context, REFRESH_SECONDS),
    ...(replaces ? { replaces } : {}),
  });
  return { access, accessSeconds: ACCESS_SECONDS, refresh, refreshSeconds: REFRESH_SECONDS };
}

/** @returns null when the refresh token is unknown, run out, retired or revoked */
export function refreshPair(context: EmulatorContext, refresh: string): Pair | null {
  const { books } = context;
  const token = books.token.get(refresh);
  if (!token || token.kind !== "refresh" || token.revoked || isOver(context, token.expiresAt)) return null;
  if (token.used) return answerAgain(context, token.used);
  if (token.replaces) {
    const older = books.token.get(token.replaces);
    if (older) books.token.put(older.token, { ...older, revoked: true });
  }
  const pair = issuePair(context, refresh);
  books.token.put(refresh, { ...token, used: { at: context.clock.iso(), access: pair.access, refresh: pair.refresh } });
  return pair;
}

function answerAgain(context: EmulatorContext, used: NonNullable<Token["used"]>): Pair | null {
  if (isOver(context, new Date(Date.parse(used.at) + RETRY_DAYS * 86_400_000).toISOString())) return null;
  const access = context.books.token.need(used.access);
  const refresh = context.books.token.need(used.refresh);
  if (refresh.revoked) return null;
  context.books.token.put(access.token, { ...access, expiresAt: after(context, ACCESS_SECONDS) });
  return {
    access: access.token,
    accessSeconds: ACCESS_SECONDS,
    refresh: refresh.token,
    refreshSeconds: secondsLeft(context, refresh.expiresAt!),
  };
}

/** Whether an access token opens the Admin API now. */
export function isGoodAccessToken(context: EmulatorContext, text: string | null): boolean {
  const token = text === null ? undefined : context.books.token.get(text);
  return token !== undefined && token.kind === "access" && !token.revoked && !isOver(context, token.expiresAt);
}
