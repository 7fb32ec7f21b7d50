/**
 * Everything an action may touch, for one shop. `transaction` is the only way to the data; a transaction inside a
 * transaction joins it. `shop`, `mailer`, `records` and `door` throw while one is open, because an outside call must never hold a lock:
 * commit the intent, call, then record.
 */
import type { Prisma } from "@prisma/client";
import type { ClientBase } from "pg";
import type { Chance } from "./chance";
import type { Clock } from "./clock";
import type { Door } from "./door";
import type { Fingerprint } from "./fingerprint";
import type { Letters } from "./letters";
import type { Mailer } from "./mailer";
import type { MailRecords } from "./mail-records";
import type { Queue } from "./queue";
import type { ShopPort } from "./shop";

/** A bare connection with one transaction open and the shop named in it. */
export type BulkSql = ClientBase;

export type Tx = { db: Prisma.TransactionClient; queue: Queue };

export type World = {
  /** The shop's myshopify domain; every row carries it. */
  readonly shopId: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly fingerprint: Fingerprint;
  readonly letters: Letters;
  readonly shop: ShopPort;
  readonly mailer: Mailer;
  readonly records: MailRecords;
  readonly door: Door;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A transaction over a bare connection, for COPY and set-wise SQL; the shop is already named in it. */
  bulk<T>(work: (sql: BulkSql, queue: Queue) => Promise<T>): Promise<T>;
};
