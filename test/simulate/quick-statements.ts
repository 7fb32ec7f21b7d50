/**
 * Spares round trips to the database, where most of a life's time goes: BEGIN travels with the shop's name that always follows it,
 * and a statement that was sent before is prepared under a name, so that PostgreSQL need not read and plan it again. What is
 * asked, in which transaction and as whom, stays the same.
 */
import { createHash } from "node:crypto";
import pg from "pg";

type Config = { text: string; values?: unknown[]; name?: string };
type Query = (this: pg.Client, ...given: unknown[]) => unknown;
type State = { begun: boolean };

const NAME_THE_SHOP = /^\s*SELECT set_config\('app\.shop_id', \$1, true\)\s*$/;
/** Statements are told by their text; who writes values into it would fill the server's memory. */
const MOST_NAMES = 2_000;
/** A plan made for one value may be kept for all after this often, as PostgreSQL itself decides. */
const PREPARED_FROM = 2;

const EMPTY = { command: "BEGIN", rowCount: null, oid: 0, rows: [], fields: [] };

/** @returns what gives the connections back as they were */
export function spareRoundTrips(): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const states = new WeakMap<pg.Client, State>();
  const names = new Map<string, { name: string; times: number }>();

  const nameOf = (text: string): string | undefined => {
    let known = names.get(text);
    if (!known) {
      if (names.size >= MOST_NAMES) return undefined;
      names.set(text, (known = { name: `s${createHash("sha1").update(text).digest("hex").slice(0, 20)}`, times: 0 }));
    }
    return ++known.times >= PREPARED_FROM ? known.name : undefined;
  };
  /** Only what takes values is worth a name: anything else may hold them in its text. */
  const named = (config: Config): Config => {
    const name = config.values?.length ? nameOf(config.text) : undefined;
    return name ? { ...config, name } : config;
  };

  prototype.query = function (this: pg.Client, ...given: unknown[]): unknown {
    const [first, second] = given;
    const config: Config | null =
      typeof first === "string"
        ? { text: first, ...(Array.isArray(second) && { values: second }) }
        : isConfig(first)
          ? { ...first, values: Array.isArray(second) ? second : first.values }
          : null;
    const state = states.get(this) ?? { begun: false };
    states.set(this, state);
    // Cursors and copies go their own way.
    if (!config) {
      if (state.begun) void sendBegin(this, state);
      return query.apply(this, given);
    }
    // A pool's own queries, outside transactions, are answered to a callback.
    const answer = given.at(-1);
    if (typeof answer === "function") {
      if (state.begun) void sendBegin(this, state);
      return query.call(this, named(config), answer);
    }
    if (config.text === "BEGIN") {
      state.begun = true;
      return Promise.resolve(EMPTY);
    }
    if (state.begun && /^(COMMIT|ROLLBACK)$/.test(config.text)) {
      state.begun = false;
      return Promise.resolve({ ...EMPTY, command: config.text });
    }
    if (state.begun && NAME_THE_SHOP.test(config.text)) {
      state.begun = false;
      const both = query.call(this, `BEGIN; SELECT set_config('app.shop_id', ${pg.escapeLiteral(String(config.values?.[0]))}, true)`);
      return (both as Promise<unknown[]>).then((answers) => answers[1]);
    }
    if (state.begun) void sendBegin(this, state);
    return query.call(this, named(config));
  };

  /** Sent, and not waited for: what comes next on the connection is answered after it. */
  function sendBegin(client: pg.Client, state: State): Promise<unknown> {
    state.begun = false;
    return (query.call(client, "BEGIN") as Promise<unknown>).catch(() => undefined);
  }

  return () => {
    prototype.query = query;
  };
}

const isConfig = (given: unknown): given is Config =>
  typeof given === "object" && given !== null && typeof (given as Config).text === "string" && !("submit" in given);
