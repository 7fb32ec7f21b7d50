/** Every owner's page, reading and writing, is shut to whoever does not come from this shop's own admin. */
import { describe, expect, test } from "vitest";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import { adminRig, ask, type Page } from "../support/admin";

const t = await adminRig();
const pages = Object.entries(import.meta.glob<Page>("../../app/routes/app*.tsx", { eager: true })).map(
  ([file, page]) => [/([^/]+)\.tsx$/.exec(file)![1], page] as const,
);
/** "app.buyers" → "/app/buyers" */
const pathOf = (name: string): string =>
  `/${name.replace("._index", "").replaceAll("_.", ".").replaceAll(".", "/").replace("$", "nowhere")}`;
const doors = pages.flatMap(([name, page]) => [
  ...(page.loader ? [{ name: `${name}, read`, page, path: pathOf(name), form: undefined }] : []),
  ...(page.action ? [{ name: `${name}, written`, page, path: pathOf(name), form: { intent: "send" } }] : []),
]);

test("all of them are looked at", () => {
  expect(pages.map(([name]) => name).sort()).toEqual(
    [
      "app",
      "app.$",
      "app._index",
      "app.ambassadors",
      "app.ambassadors_.$ambassadorId.statement",
      "app.books",
      "app.books.check",
      "app.books.export",
      "app.buyers",
      "app.buyers.export",
      "app.checks",
      "app.invite",
      "app.leaks",
      "app.mails",
      "app.mails_.$letter",
      "app.mails_.stopped",
      "app.mails_.unsure",
      "app.orders",
      "app.proof",
      "app.rewards",
      "app.settings",
    ].sort(),
  );
});

describe.each(doors)("$name", ({ page, path, form }) => {
  test("without a session token it shows and does nothing", async () => {
    const before = await t.sql("SELECT * FROM shop");
    const { status, body } = await ask<string>(page, path, { form });
    // A page is sent to sign in (302), or told that only the admin may ask (4xx): never a 200 with anything of a shop in it.
    expect([302, 401, 403, 410]).toContain(status);
    expect(body).toBe("");
    expect(await t.sql("SELECT * FROM shop")).toEqual(before);
  });

  test("with a token that has run out it is refused, and App Bridge is told to fetch another", async () => {
    const authorization = `Bearer ${await signSessionToken(t.emulator, { ttlSeconds: -120 })}`;
    const { status, headers } = await ask(page, path, { form, authorization });
    expect(status).toBe(401);
    expect(headers.get("x-shopify-retry-invalid-session-request")).toBe("1");
  });

  test("with another app's token it is refused", async () => {
    const other = { ...t.emulator, config: { ...t.emulator.config, apiSecret: "another app's secret" } };
    expect((await ask(page, path, { form, authorization: `Bearer ${await signSessionToken(other)}` })).status).toBe(401);
  });
});

test("an address that is none is a 404 for who is let in", async () => {
  const [, missing] = pages.find(([name]) => name === "app.$")!;
  expect((await t.visit(missing, "/app/nowhere")).status).toBe(404);
});
