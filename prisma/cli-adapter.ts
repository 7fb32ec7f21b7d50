/**
 * How the Prisma 6.19 command line reaches PostgreSQL through `pg` instead of an engine it would have to download.
 * @prisma/adapter-pg is made for queries; for migrations it needs four repairs, each explained where it is made.
 */
import { createHash, randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

type Connected = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The adapter for one database. `url` must name a role that may make databases where a shadow database is needed. */
export function cliAdapter(url: string): PrismaPg {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return new MigrationAdapter({
    // Parts, never `connectionString`: adapter-pg adds {database: <shadow>} beside it and pg would prefer the string,
    // so the replay meant for the shadow database would run on the real one.
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: sslOf(searchParams.get("sslmode")),
    max: 2,
    allowExitOnIdle: true, // Prisma does not close what it opened, and would wait ten seconds for the pool
    Client: CatalogClient as unknown as new () => pg.Client,
  });
}

class MigrationAdapter extends PrismaPg {
  readonly #parts: pg.PoolConfig;

  constructor(parts: pg.PoolConfig) {
    super(parts);
    this.#parts = parts;
  }

  override async connect(): Promise<Connected> {
    return forMigrations(await super.connect());
  }

  /** adapter-pg drops the shadow database while its own pool is still connected to it, fails, and leaves it behind. */
  override async connectToShadowDb(): Promise<Connected> {
    const name = `regulars_shadow_${randomUUID().slice(0, 8)}`;
    const home = await this.connect();
    await home.underlyingDriver().query(`CREATE DATABASE "${name}"`);
    const shadow = await new MigrationAdapter({ ...this.#parts, database: name }).connect();
    const close = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await close();
      await home.underlyingDriver().query(`DROP DATABASE "${name}" WITH (FORCE)`);
      await home.dispose();
    };
    return shadow;
  }
}

/**
 * adapter-pg splits scripts at every ";", which breaks function bodies, strings and comments. One message of the simple
 * protocol is one implicit transaction: a migration applies entirely or not at all. The same transaction also marks it
 * as finished, so that a kill at any moment leaves no doubt whether it was applied (see prepare-database.ts).
 */
function forMigrations(adapter: Connected): Connected {
  adapter.executeScript = async (script: string) => {
    await adapter.underlyingDriver().query(script + markFinished(script));
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    return { ...answer, columnTypes: answer.columnTypes.map((type) => (type === CHARACTER_ARRAY ? CHARACTER : type)) };
  };
  return adapter;
}

// Prisma names a migration by the SHA-256 of its text and writes its row, unfinished, before it runs the text. Where
// that row was meanwhile rolled back by somebody else, this migration must not apply either.
const markFinished = (script: string) => `
;DO $finish$
DECLARE this_one text := '${createHash("sha256").update(script).digest("hex")}';
BEGIN
  IF to_regclass('_prisma_migrations') IS NULL OR NOT EXISTS (SELECT FROM _prisma_migrations WHERE checksum = this_one) THEN RETURN; END IF;
  UPDATE _prisma_migrations SET finished_at = clock_timestamp()
    WHERE checksum = this_one AND finished_at IS NULL AND rolled_back_at IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'another process has taken over this migration'; END IF;
END $finish$;`;

// The catalog's own types, which adapter-pg does not know: name (and its array) is text. "char" is one character, for
// which adapter-pg has no scalar: it is passed through as an array of characters, which no catalog query asks for.
const CATALOG_TYPES = new Map([[18, 1002], [19, 25], [1003, 1009]]); // prettier-ignore
const CHARACTER = 6;
const CHARACTER_ARRAY = 70;

type Result = { fields?: { dataTypeID: number }[] };

class CatalogClient extends pg.Client {
  // @ts-expect-error pg overloads `query` eleven ways; the pool calls it with a callback, the adapter awaits it
  override query(...given: unknown[]): unknown {
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    const done = given.at(-1);
    if (typeof done === "function")
      return query(...given.slice(0, -1), (error: Error | null, result: Result | Result[]) =>
        done(error, error ? result : retyped(result)),
      );
    const answer = query(...given);
    return answer instanceof Promise ? answer.then(retyped) : answer;
  }
}

function retyped(result: Result | Result[]): Result | Result[] {
  for (const one of [result].flat())
    for (const field of one?.fields ?? []) field.dataTypeID = CATALOG_TYPES.get(field.dataTypeID) ?? field.dataTypeID;
  return result;
}

// The meanings libpq gives to sslmode; unset means the server is on this machine or inside a private network.
function sslOf(mode: string | null): pg.PoolConfig["ssl"] {
  if (mode === null || mode === "disable" || mode === "allow" || mode === "prefer") return undefined;
  return { rejectUnauthorized: mode !== "require" && mode !== "no-verify" };
}
