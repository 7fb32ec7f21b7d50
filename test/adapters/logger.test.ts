/** FAULTS 85: the scrubber, and what a real process writes while its jobs and requests fail. */
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { scrub } from "~/adapters/logger.server";
import { aShop } from "../support/builders";
import { testWorld } from "../support/world";
import { TOLD_TO_FAIL } from "./told-to-fail.ts";

const t = await testWorld();

test.each([
  ["token eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.abc-_1 refused", "token [secret] refused"],
  ["shpat_0123456789abcdef and shprt_aa", "[secret] and [secret]"],
  ["mail to ana.b+x@example.co.uk bounced", "mail to [address] bounced"],
  ["smtps://user:pass-word@mail.example.com did not answer", "smtps://[secret]@mail.example.com did not answer"],
  ["GET /proxy/join?token=abc-123&shop=x.example failed", "GET /proxy/join?token=[secret]&shop=x.example failed"],
  ["Authorization: Bearer abc.def", "Authorization: Bearer [secret]"],
  ["order #1001 settled", "order #1001 settled"],
])("logs hold no token and no address: %s", (written, scrubbed) => {
  expect(scrub(written)).toBe(scrubbed);
});

test("85 · what a process writes while a job, a webhook and a page fail holds no secret, no address and no token", async () => {
  await aShop(t.world);
  await t.world.transaction(({ queue }) => queue.add("order.refresh", { orderId: "1" }));
  // The database refuses the row and quotes it whole: the webhook's body, and the line of the page's programme.
  await t.sql("ALTER TABLE receipt ADD CONSTRAINT refuses CHECK (length(body) < 3)");
  await t.sql("ALTER TABLE program RENAME TO program_away");
  const root = path.resolve(import.meta.dirname, "../..");
  const child = fork(path.join(import.meta.dirname, "told-to-fail.ts"), {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: "debug", SHOPIFY_EMULATOR_URL: "http://127.0.0.1:9", ...TOLD_TO_FAIL.environment },
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/support/app-imports.mjs")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const [out, errors] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, "exit")]);
  const lines = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { msg: string });
  expect(
    lines.map(({ msg }) => msg),
    errors,
  ).toEqual(expect.arrayContaining(TOLD_TO_FAIL.messages));
  // The lines tell of the failures, not of nothing.
  expect(out).toMatch(/the shop refused/);
  for (const secret of TOLD_TO_FAIL.secrets) expect(out + errors).not.toContain(secret);
  const database = new URL(process.env.DATABASE_URL!);
  expect(out + errors).not.toContain(`:${database.password}@`);
});
