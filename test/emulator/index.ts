/**
 * Starts a whole emulator: the books, the clock, the shop's HTTP surface, the edge before the app, the mail catcher and
 * the delivery of webhooks. One emulator is one shop. Fill empty books with `stores/`' fillStore before anyone calls.
 */
import { writeFileSync } from "node:fs";
import { adminGraphqlHandler } from "./admin-graphql/handler.ts";
import { adminSchema } from "./admin-graphql/schema.ts";
import { adminHandler } from "./admin/admin-handler.ts";
import { configFromToml } from "./app-config.ts";
import { appProxyHandler } from "./app-proxy/app-proxy-handler.ts";
import { emitDueRedaction, grantScopes, revokeScope, withholdScopes } from "./auth/installation.ts";
import { authHandler } from "./auth/token-endpoint.ts";
import { Books } from "./books.ts";
import { bulkFileHandler } from "./bulk/bulk-file.ts";
import { haltBulkOperations, resumeBulkOperations } from "./bulk/run-bulk.ts";
import { EmulatorClock } from "./clock.ts";
import { runDueCodeCreations } from "./commerce/code-creations.ts";
import { runDueCodeDeletions } from "./commerce/code-deletions.ts";
import type { EmulatorConfig, EmulatorContext, Handler } from "./context.ts";
import { controlHandler } from "./control.ts";
import { startEdge } from "./edge/edge.ts";
import { noFaults } from "./faults.ts";
import { mailboxHandler } from "./mailbox/mailbox-handler.ts";
import { startMailbox } from "./mailbox/mailbox.ts";
import { firstAnswer, startServer } from "./server.ts";
import { storefrontHandler } from "./storefront/storefront-handler.ts";
import { makeWebhooks, type Webhooks } from "./webhooks/deliver.ts";

const TICK_MS = 100;
const CLOCK_NOTE = "clockShiftMs";

export type EmulatorOptions = {
  /** SQLite file of the books; absent: in memory only. */
  booksPath?: string;
  /** Books made beforehand, instead of a path. */
  books?: Books;
  /** Admin, API, storefront, mailbox. 0 or absent: any free port. */
  port?: number;
  /** Where browsers reach the app: needs `appPort`, where it really listens. Absent: no edge; give config.appUrl. 0: any free port. */
  edgePort?: number;
  appPort?: number;
  /** SMTP. Absent: no mail catcher. 0: any free port. */
  mailPort?: number;
  /** Over what shopify.app.toml says. */
  config?: Partial<EmulatorConfig>;
  /** Scopes the app declares but isn't granted, e.g. read_all_orders. Absent: as the books remember, at first none. */
  withheldScopes?: readonly string[];
  /** Kept up to date with the clock's shift in milliseconds, for app processes (redirect.mjs). */
  clockFile?: string;
  /** The clock stands still at this moment and moves by `advance` only. */
  frozenAt?: Date;
  /** Whether webhooks are delivered in the background. Default false: call webhooks.deliverDue(). */
  deliverInBackground?: boolean;
};

export type Emulator = EmulatorContext & {
  webhooks: Webhooks;
  /** The answer that a call gets over the wire, without the wire. @throws DropConnection where the wire would break */
  answer(request: Request): Promise<Response>;
  ports: { emulator: number; edge: number | null; mail: number | null };
  /** The merchant's answer to an app that asks for scopes, and their change of mind; the app is told. */
  merchant: { grantScopes(scopes: readonly string[]): void; revokeScopes(scopes: readonly string[]): void };
  /** Finishes what is under way, stops listening, closes the books. */
  close(): Promise<void>;
};

/** @throws Error naming the port that is taken */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  if (options.edgePort !== undefined && options.appPort === undefined) throw new Error("the edge needs appPort: where the app listens");
  const books = options.books ?? new Books(options.booksPath);
  const clock = new EmulatorClock(Number(books.note.get(CLOCK_NOTE)?.value ?? 0));
  if (options.frozenAt) clock.freeze(options.frozenAt);
  const config = { ...configFromToml(), ...options.config };
  const part = { books, clock, config, faults: noFaults(), log: [] };
  const webhooks = makeWebhooks(part);
  const context: EmulatorContext = { ...part, emit: webhooks.emit };
  if (options.withheldScopes) withholdScopes(context, options.withheldScopes);
  adminSchema();

  const handlers: Handler[] = [
    controlHandler(() => webhooks.deliverDue()),
    authHandler,
    adminGraphqlHandler,
    bulkFileHandler,
    adminHandler,
    appProxyHandler,
    mailboxHandler,
    storefrontHandler,
  ];
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const server = await startServer(options.port ?? 0, () => context, handlers);
    stops.push(() => server.close());
    config.origin ||= `http://127.0.0.1:${server.port}`;
    config.mailOrigin ||= `${config.origin}/__mail`;
    const edge = options.edgePort === undefined ? null : await startEdge(context, { port: options.edgePort, appPort: options.appPort! });
    if (edge) stops.push(() => edge.close());
    if (edge) config.appUrl ||= `http://localhost:${edge.port}`;
    const mailbox = options.mailPort === undefined ? null : await startMailbox(context, { port: options.mailPort });
    if (mailbox) stops.push(() => mailbox.close());
    stops.push(
      () => webhooks.stop(),
      () => haltBulkOperations(context),
      keepTime(context, options.clockFile),
    );
    resumeBulkOperations(context);
    if (options.deliverInBackground) webhooks.start();
    return {
      ...context,
      webhooks,
      answer: (request) => firstAnswer(context, handlers, request, new URL(request.url)),
      merchant: {
        grantScopes: (scopes) => grantScopes(context, scopes),
        revokeScopes: (scopes) => scopes.forEach((scope) => revokeScope(context, scope)),
      },
      ports: { emulator: server.port, edge: edge?.port ?? null, mail: mailbox?.port ?? null },
      close: async () => {
        await stopAll();
        books.close();
      },
    };
  } catch (error) {
    await stopAll();
    books.close();
    throw error;
  }
}

/** What falls due by the clock, in the background and at every move of it; the shift outlives a restart. */
function keepTime(context: EmulatorContext, clockFile: string | undefined): () => Promise<void> {
  const doDue = (): void => {
    runDueCodeCreations(context);
    runDueCodeDeletions(context);
    emitDueRedaction(context);
  };
  const writeClockFile = (shiftMs: number): void => {
    if (clockFile) writeFileSync(clockFile, String(Math.round(shiftMs)));
  };
  writeClockFile(context.clock.shiftMs);
  context.clock.onMove((_now, shiftMs) => {
    context.books.note.put(CLOCK_NOTE, { value: String(Math.round(shiftMs)) });
    writeClockFile(shiftMs);
    doDue();
  });
  const timer = setInterval(doDue, TICK_MS);
  timer.unref();
  return async () => clearInterval(timer);
}
