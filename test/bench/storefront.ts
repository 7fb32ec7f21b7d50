/**
 * `npm run bench -- storefront`: the figures that shoppers' pages are held to, with 10,000 ambassadors on a durable PostgreSQL: the web
 * process as it is deployed, asked over the loopback at a steady rate, each request signed as the proxy signs; Shopify's API is nowhere
 * and no worker runs. And a pool of 50,000 codes handed out by two processes, of which no code may go out twice.
 */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { textTable } from "~/mine/text-table";
import { buildIfChanged } from "../demo/build.ts";
import { anyFreePort } from "../demo/free-port.ts";
import { signProxyQuery } from "../emulator/app-proxy/sign-proxy-query.ts";
import { atRate, quantile, type Timed } from "./at-rate.ts";
import { environmentOf } from "./bench-environment.ts";
import { startBenchServer, type BenchDatabase } from "./import-database.ts";
import { AMBASSADORS, buyerOf, POOL, slugOf } from "./storefront-fill.ts";
import type { HandedOut, StorefrontMessage, StorefrontTask } from "./storefront-process.ts";

export const PARTS = ["pages", "presses", "pool"] as const;
export type Part = (typeof PARTS)[number];

/** Milliseconds. */
type Waits = {
  asked: number;
  failed: number;
  perSecond: number;
  median: number;
  p95: number;
  p99: number;
  most: number;
  /** Of the web process alone, where the system tells. */ cpuMs?: number;
};
export type StorefrontBench = {
  ambassadors: number;
  load: { before: number[]; after: number[] };
  pages?: { landing: Waits; preview: Waits; rewards: Waits };
  presses?: Waits;
  pool?: { codes: number; handedOut: number; perSecond: number; share: number; twice: number; waits: Waits };
  problems: string[];
};

const SHOP = "regulars-bench.myshopify.com";
const ROOT = path.resolve(import.meta.dirname, "../..");

export async function benchStorefront({
  quick,
  parts,
  say,
}: {
  quick: boolean;
  parts: readonly Part[];
  say: (line: string) => void;
}): Promise<StorefrontBench> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "bench-storefront-")));
  chmodSync(folder, 0o755); // where root runs it, the server's account must get in
  const found: StorefrontBench = { ambassadors: AMBASSADORS, load: { before: os.loadavg(), after: [] }, problems: [] };
  const server = await startBenchServer(folder);
  try {
    if (parts.some((part) => part !== "pool")) await buildIfChanged(ROOT, say);
    const database = await server.freshDatabase();
    const env = { ...environmentOf(database), BENCH_SUPERUSER_URL: superuserUrl(database) };
    say(`filling a store with ${AMBASSADORS} ambassadors …`);
    await run({ what: "fill" }, env);
    if (parts.some((part) => part !== "pool")) await withWebProcess(env, (ask, cpu) => benchWeb(ask, cpu, { quick, parts, say, found }));
    if (parts.includes("pool")) found.pool = await benchPool(env, { quick, say, found });
    await database.drop();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  found.load.after = os.loadavg();
  return found;
}

/** Of the same database, past row-level security: a store is filled by it. */
function superuserUrl({ urls, superuser }: BenchDatabase): string {
  const url = new URL(urls.app);
  url.username = superuser.user ?? "";
  url.password = superuser.password ?? "";
  return url.href;
}

/** User and system time a process has taken, in milliseconds; null where the system does not tell. */
function cpuOf(pid: number): number | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

type Ask = (
  path: string,
  options?: { buyerId?: string; form?: string; userAgent?: string; ip?: string },
) => Promise<{ status: number; body: string }>;
type Work = { quick: boolean; parts: readonly Part[]; say: (line: string) => void; found: StorefrontBench };

async function benchWeb(ask: Ask, cpu: () => number | null, { quick, parts, say, found }: Work): Promise<void> {
  const seconds = quick ? 5 : 30;
  const someone = (n: number) => (n * 4_801) % AMBASSADORS;
  const must = ({ status, body }: { status: number; body: string }, holds: string) => {
    if (status !== 200 || !body.includes(holds)) throw new Error(`answered ${status}`);
  };
  const timed = async (work: (n: number) => Promise<void>, name: string): Promise<Waits> => {
    const before = cpu();
    const measured = waits(await atRate({ perSecond: 50, seconds }, work), name, found);
    const after = cpu();
    return before === null || after === null ? measured : { ...measured, cpuMs: (after - before) / measured.asked };
  };
  // The first requests find code and connections cold; they are not told.
  await atRate({ perSecond: 20, seconds: 2 }, async (n) => void (await ask(`/${slugOf(someone(n))}`)));
  if (parts.includes("pages")) {
    const pages = {
      landing: (n: number) => ask(`/${slugOf(someone(n))}`).then((page) => must(page, 'data-regulars-page="landing"')),
      preview: (n: number) => ask(`/${slugOf(someone(n))}`, { userAgent: "WhatsApp/2.23.20.0" }).then((page) => must(page, "og:title")),
      rewards: (n: number) => ask("/rewards", { buyerId: buyerOf(someone(n)) }).then((page) => must(page, 'data-regulars-page="rewards"')),
    };
    const measured: Partial<Record<keyof typeof pages, Waits>> = {};
    for (const [name, page] of Object.entries(pages)) {
      measured[name as keyof typeof pages] = await timed(page, name);
      say(`${name}: p95 ${measured[name as keyof typeof pages]!.p95.toFixed(0)} ms`);
    }
    found.pages = measured as NonNullable<StorefrontBench["pages"]>;
  }
  if (parts.includes("presses")) {
    const press = (n: number) =>
      ask(`/${slugOf(someone(n))}`, { form: "redirect=%2F", ip: `203.0.${n % 250}.${n % 199}` }).then((page) =>
        must(page, 'data-outcome="recorded"'),
      );
    found.presses = await timed(press, "presses");
    say(`presses: p95 ${found.presses.p95.toFixed(0)} ms`);
  }
}

async function benchPool(env: NodeJS.ProcessEnv, { quick, say, found }: Omit<Work, "parts">): Promise<StorefrontBench["pool"]> {
  const seconds = quick ? 10 : 60;
  const outs = await Promise.all([0, 1].map((part) => run({ what: "hand out", perSecond: 100, seconds, part }, env)));
  const codes = outs.flatMap((out) => out!.codes);
  const timed: Timed = {
    milliseconds: outs.flatMap((out) => out!.timed.milliseconds),
    seconds: Math.max(...outs.map((out) => out!.timed.seconds)),
    failed: outs.reduce((sum, out) => sum + out!.timed.failed, 0),
  };
  const twice = codes.length - new Set(codes).size;
  if (twice > 0) found.problems.push(`${twice} codes went out twice`);
  const share = outs.reduce((sum, out) => sum + out!.share, 0);
  if (share > 0) found.problems.push(`${share} friends got the share code though the pool was not empty`);
  say(`pool: ${codes.length} codes in ${timed.seconds.toFixed(1)} s, ${twice} twice`);
  return {
    codes: POOL,
    handedOut: codes.length,
    perSecond: codes.length / timed.seconds,
    share,
    twice,
    waits: waits(timed, "pool", found),
  };
}

function waits({ milliseconds, seconds, failed }: Timed, what: string, found: StorefrontBench): Waits {
  if (failed > 0) found.problems.push(`${what}: ${failed} requests failed`);
  const at = (share: number) => quantile(milliseconds, share);
  const asked = milliseconds.length + failed;
  return { asked, failed, perSecond: asked / seconds, median: at(0.5), p95: at(0.95), p99: at(0.99), most: Math.max(...milliseconds) };
}

async function run(task: StorefrontTask, env: NodeJS.ProcessEnv): Promise<HandedOut | null> {
  const child = fork(path.join(import.meta.dirname, "storefront-process.ts"), [JSON.stringify(task)], { env });
  const gone = once(child, "exit");
  let done: Extract<StorefrontMessage, { said: "done" }> | null = null;
  let problem: string | null = null;
  child.on("message", (message: StorefrontMessage) => {
    if (message.said === "done") done = message;
    else problem = message.problem;
  });
  await gone;
  if (problem !== null) throw new Error(`the benchmark failed: ${problem as string}`);
  if (!done) throw new Error("the benchmark's process ended early");
  return (done as Extract<StorefrontMessage, { said: "done" }>).handedOut;
}

/** The web process as it is deployed, alone: no worker beside it, and no Shopify that would answer. */
async function withWebProcess(env: NodeJS.ProcessEnv, work: (ask: Ask, cpu: () => number | null) => Promise<void>): Promise<void> {
  const port = await anyFreePort();
  const web = spawn(process.execPath, ["build/processes/web.server.js"], {
    cwd: ROOT,
    env: { ...env, PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const ask: Ask = (where, { buyerId = "", form, userAgent = "Mozilla/5.0", ip = "203.0.113.7" } = {}) => {
    const query = new URLSearchParams({
      shop: SHOP,
      logged_in_customer_id: buyerId,
      path_prefix: "/apps/regulars",
      timestamp: String(Math.floor(Date.now() / 1_000)),
    });
    query.append("signature", signProxyQuery(query, env.SHOPIFY_API_SECRET!));
    return new Promise((resolve, reject) => {
      const headers = {
        "user-agent": userAgent,
        "x-forwarded-for": ip,
        accept: "text/html",
        ...(form && { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(form) }),
      };
      const asked = httpRequest(
        { port, host: "127.0.0.1", path: `/proxy${where}?${query}`, method: form ? "POST" : "GET", agent, headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve({ status: answer.statusCode!, body: Buffer.concat(chunks).toString("utf8") }));
          answer.on("error", reject);
        },
      );
      asked.on("error", reject);
      asked.end(form);
    });
  };
  try {
    for (let tries = 0; ; tries++) {
      const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (healthy) break;
      if (tries > 300 || web.exitCode !== null) throw new Error("the web process did not start");
      await pause(100);
    }
    await work(ask, () => cpuOf(web.pid!));
  } finally {
    agent.destroy();
    web.kill("SIGTERM");
    if (web.exitCode === null) await once(web, "exit");
  }
}

export function tables({ ambassadors, load, pages, presses, pool, problems }: StorefrontBench): string {
  const row = (name: string, { asked, perSecond, median, p95, p99, most, cpuMs }: Waits) => [
    name,
    String(asked),
    perSecond.toFixed(0),
    ...[median, p95, p99, most].map((ms) => ms.toFixed(0)),
    cpuMs === undefined ? "" : cpuMs.toFixed(1),
  ];
  const rows = [
    ...(pages ? [row("landing page", pages.landing), row("chat's preview", pages.preview), row("rewards page", pages.rewards)] : []),
    ...(presses ? [row("button pressed", presses)] : []),
    ...(pool ? [row("code handed out", pool.waits)] : []),
  ];
  return [
    `With ${ambassadors} ambassadors, waits in milliseconds, each counted from when it was due:`,
    ...textTable(["", "asked", "a second", "median", "p95", "p99", "longest", "CPU each"], rows),
    ...(pool
      ? [
          `\nOf a pool of ${pool.codes} two processes handed out ${pool.handedOut}, ${pool.perSecond.toFixed(0)} a second; ${pool.twice} went out twice.`,
        ]
      : []),
    `\nThe machine's load was ${load.before[0].toFixed(1)} before and ${load.after[0].toFixed(1)} after.`,
    ...problems.map((problem) => `NOT AS IT MUST BE: ${problem}`),
  ].join("\n");
}
