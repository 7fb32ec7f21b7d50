/**
 * A connection that keeps the plans of what it is asked often. Prisma sends each statement without a name, so that PostgreSQL parses,
 * rewrites for row-level security and plans it anew each time; named, it is done a few times a connection.
 */
import { createHash } from "node:crypto";
import pg from "pg";

/** Rare statements, and those with as many texts as their lists have lengths, are not worth a place. */
const NAMED_FROM = 5;
const MOST_PER_CONNECTION = 400;
const MOST_COUNTED = 5_000;
/**
 * A plan made while a table was nearly empty reads a whole shop where an index would do, and PostgreSQL keeps it until somebody
 * analyses the table. In a young shop's first hours tables outgrow their plans by the minute.
 */
const PLANS_LAST_MS = 20_000;

/** How often each text was asked by this process. */
const asked = new Map<string, number>();

function isFrequent(text: string): boolean {
  const times = (asked.get(text) ?? 0) + 1;
  if (times === 1 && asked.size >= MOST_COUNTED) asked.clear();
  asked.set(text, times);
  return times >= NAMED_FROM;
}

type Asked = { text: string; values?: unknown[]; name?: string };

export class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>();
  readonly #plansLastMs: number;
  #given = 0;
  #plannedAt = performance.now();

  /** @param config as pg's own, and how long a plan is good for */
  constructor(config: string | (pg.ClientConfig & { plansLastMs?: number }) = {}) {
    super(config);
    this.#plansLastMs = (typeof config === "object" && config.plansLastMs) || PLANS_LAST_MS;
    const ask = this.query.bind(this) as (config: unknown, ...rest: unknown[]) => unknown;
    // Only how adapter-pg asks, with one object, is changed; whatever else pg's many ways of asking allow passes as it is.
    this.query = ((config: Asked | string, ...rest: unknown[]) => {
      const name = typeof config === "object" && !rest.length && !config.name && config.values?.length && this.#nameOf(config.text);
      if (typeof config !== "object" || !name) return ask(config, ...rest);
      this.#replanInTime(ask as (text: string) => Promise<unknown>);
      return (ask({ ...config, name }) as Promise<unknown>).catch((error: unknown) => {
        // A migration changed what it answers, or the plan is gone: the next asking, in a new transaction, prepares it anew.
        if (isStale(error)) this.#names.delete(config.text);
        throw error;
      });
    }) as typeof this.query;
  }

  /** In the connection's own order, so that what is asked next is planned for the tables as they are now. */
  #replanInTime(ask: (text: string) => Promise<unknown>): void {
    const now = performance.now();
    if (now - this.#plannedAt < this.#plansLastMs) return;
    this.#plannedAt = now;
    // Refused in a transaction that has failed already, whose next statement says so; then the one after tries again.
    ask("DISCARD PLANS").catch(() => (this.#plannedAt = -Infinity));
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known || this.#names.size >= MOST_PER_CONNECTION || !isFrequent(text)) return known;
    const name = `s${++this.#given}_${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    this.#names.set(text, name);
    return name;
  }
}

/** 0A000: its result would have other columns than when it was planned; 26000: there is no such statement. */
const isStale = (error: unknown): boolean => ["0A000", "26000"].includes((error as { code?: string }).code ?? "");
