/**
 * Raw SQL of a transaction goes straight to its connection. Prisma compiles each raw statement and its answer anew, which costs this
 * process more than PostgreSQL takes to answer; rows come back as Prisma would give them. Its models work beside it, in the same
 * transaction on the same connection.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { Prisma, type PrismaClient } from "@prisma/client";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { invariant } from "../domain/invariant";

/** One transaction's connection, for as long as it is its own. */
type Held = { client: pg.ClientBase | null; over: boolean; last: Promise<unknown> };
const held = new AsyncLocalStorage<Held>();

/** Prisma's adapter, which tells the transaction that is being opened which connection it got. */
export class DirectPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await start(isolationLevel);
      const mine = held.getStore();
      if (!mine) return transaction;
      const { client } = transaction as unknown as { client?: pg.ClientBase };
      invariant(client, "a transaction of adapter-pg has a client");
      mine.client = client;
      // Whoever comes later, after Prisma gave up on a slow transaction for instance, must not speak into somebody else's.
      const [executeRaw, queryRaw] = [transaction.executeRaw.bind(transaction), transaction.queryRaw.bind(transaction)];
      transaction.queryRaw = (query) => inTurn(mine, () => queryRaw(query));
      transaction.executeRaw = (query) => {
        if (query.sql === "COMMIT" || query.sql === "ROLLBACK") mine.over = true;
        return inTurn(mine, () => executeRaw(query));
      };
      for (const end of ["commit", "rollback"] as const) {
        const finish = transaction[end].bind(transaction);
        transaction[end] = () => {
          mine.over = true;
          return finish();
        };
      }
      return transaction;
    };
    return adapter;
  }
}

/** A connection takes one statement at a time, whoever asks. */
function inTurn<T>(mine: Held, ask: () => Promise<T>): Promise<T> {
  const asked = mine.last.then(ask, ask);
  mine.last = asked;
  return asked;
}

/** A transaction of Prisma's whose raw statements are direct. @param prisma made with DirectPg */
export function directTransaction<T>(
  prisma: PrismaClient,
  work: (db: Prisma.TransactionClient) => Promise<T>,
  options: { maxWait: number; timeout: number },
): Promise<T> {
  const mine: Held = { client: null, over: false, last: Promise.resolve() };
  return held.run(mine, () => prisma.$transaction((db) => work(withDirectSql(db, mine)), options));
}

type Sql = TemplateStringsArray | Prisma.Sql;

function withDirectSql(db: Prisma.TransactionClient, mine: Held): Prisma.TransactionClient {
  const ask = (text: string, values: unknown[]) =>
    inTurn(mine, async (): Promise<pg.QueryResult> => {
      invariant(mine.client && !mine.over, "a statement belongs into its transaction, and this one is over");
      return mine.client.query({ text, values: values.map(asPrismaSends), types: AS_PRISMA_READS });
    });
  const askSql = (sql: Sql, values: unknown[]) => {
    const whole = "raw" in sql ? Prisma.sql(sql, ...(values as Parameters<typeof Prisma.sql>[1][])) : sql;
    return ask(whole.text, whole.values);
  };
  const direct: Partial<Record<string | symbol, unknown>> = {
    $queryRaw: async (sql: Sql, ...values: unknown[]) => (await askSql(sql, values)).rows as unknown,
    $executeRaw: async (sql: Sql, ...values: unknown[]) => (await askSql(sql, values)).rowCount ?? 0,
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await ask(text, values)).rows as unknown,
    $executeRawUnsafe: async (text: string, ...values: unknown[]) => (await ask(text, values)).rowCount ?? 0,
  };
  return new Proxy(db, { get: (target, name) => direct[name] ?? Reflect.get(target, name) });
}

/** In UTC, whatever the process's zone. */
function asPrismaSends(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asPrismaSends);
  return value;
}

const { builtins } = pg.types;
const [INT8_ARRAY, NUMERIC_ARRAY] = [1016, 1231];
const stringsOf = pg.types.getTypeParser(1009 as never) as (text: string) => (string | null)[];
const each =
  <T>(read: (text: string) => T) =>
  (text: string) =>
    stringsOf(text).map((one) => (one === null ? null : read(one)));
const decimal = (text: string) => new Prisma.Decimal(text);
const READERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [INT8_ARRAY, each(BigInt)],
  [builtins.NUMERIC, decimal],
  [NUMERIC_ARRAY, each(decimal)],
  [builtins.DATE, (text) => new Date(`${text}T00:00:00Z`)],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(" ", "T")}Z`)],
]);
const AS_PRISMA_READS: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    READERS.get(oid) ??
    (pg.types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format)) as typeof pg.types.getTypeParser,
};
