/** A code that leaked, in a real Chromium inside the emulator's admin: from home to the evidence to a new code, wide and on a phone. */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { watchSlowLeaks } from "~/domain/leak/watch-slow-leaks.server";
import { worldFor } from "~/world.server";
import { aClick, aProgram, anAmbassador, anOrder } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "leaked code", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const HOUR_MS = 3_600_000;

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

async function leak(): Promise<void> {
  const world = worldFor(emulator.books.theShop.domain);
  const program = await aProgram(world);
  const maxine = await anAmbassador(world, program, { code: "MAXINE15" });
  const use = async (hoursAgo: number, byLink: boolean, referrer: string | null = null) => {
    const placedAt = new Date(world.clock.now().getTime() - hoursAgo * HOUR_MS);
    const click = byLink ? await aClick(world, { ...program, ambassadorId: maxine.ambassadorId, clickedAt: placedAt }) : null;
    const { orderId } = await anOrder(world, {
      codes: [maxine.code],
      clickId: click?.clickId ?? null,
      placedAt,
      referrer,
      buyerOrderIndex: 1,
    });
    await watchCodes(world, { orderId, codes: [maxine.code] });
    await decideOrder(world, { orderId });
  };
  for (const hoursAgo of [31, 30, 29.5, 28, 22, 9]) await use(hoursAgo, true, "instagram.com");
  for (const hoursAgo of [30, 26, 12]) await use(hoursAgo, false);
  for (let index = 0; index < 28; index++) await use(1.2 - index / 24, false, index % 3 ? "retailmenot.com" : null);
}

test("before anything happened the page says that all is as usual, and a site can be added", async () => {
  await open("/app/leaks", "Codes used far more than usual");
  await owner.app.getByText("No code is used more than usual just now.").waitFor();
  await owner.app.getByLabel("One a line").fill("bargains.example\nnot a site!");
  await owner.app.getByRole("button", { name: "Save" }).press("Enter");
  await owner.app.getByText("is no site's name").waitFor();
  await look("leaks-none");
});

test("home tells of a leaked code, the page shows why, and one press gives the ambassador a new one", async () => {
  await leak();
  await open("/app", /./);
  await look("leaks-home");
  await owner.app.getByRole("link", { name: /^See why: 1 code is used/ }).press("Enter");
  await owner.app.getByRole("heading", { level: 2, name: "Maxine's code MAXINE15" }).waitFor();
  await look("leaks");
  await open("/app/leaks", "Codes used far more than usual");
  await owner.app.locator("summary", { hasText: "orders with it" }).click();
  await look("leaks-orders");
  await owner.app.getByRole("button", { name: "Give Maxine a new code" }).press("Enter");
  await owner.app.getByText(/^You gave them a new code on /).waitFor();
  expect(await owner.app.getByRole("button", { name: /^It's fine/ }).count()).toBe(0);
  await look("leaks-answered");
});

test("a slow leak is shown in days, with all of its four weeks in the plot", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const program = await aProgram(world);
  const tom = await anAmbassador(world, program, { code: "TOM-TEA", name: "Tom" });
  const daysAgo = (days: number) => new Date(world.clock.now().getTime() - days * 24 * HOUR_MS);
  await world.transaction(({ db }) =>
    db.shareCode.updateMany({ where: { shopId: world.shopId, code: tom.code }, data: { liveAt: daysAgo(200) } }),
  );
  for (const days of [150, 120, 90, 60, ...Array.from({ length: 25 }, (_, day) => day + 0.4).reverse()]) {
    const { orderId } = await anOrder(world, { codes: [tom.code], placedAt: daysAgo(days), buyerOrderIndex: 1 });
    await watchCodes(world, { orderId, codes: [tom.code] });
    await decideOrder(world, { orderId });
  }
  expect(await watchSlowLeaks(world, { since: daysAgo(1) })).toMatchObject({ raised: 1 });
  await open("/app/leaks", "Codes used far more than usual");
  await owner.app.getByText(/^On 25 of the last 28 days somebody used it without coming by the link/).waitFor();
  await look("leaks-slow");
});

test("many codes at once are read page by page, and an answered one makes room", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const program = await aProgram(world);
  const at = world.clock.now();
  for (let number = 1; number <= 11; number++) {
    const { ambassadorId, code } = await anAmbassador(world, program, { code: `MANY-${number}`, name: `Ambassador ${number}` });
    const evidence = { seen: { day: { clicks: 0 } }, sites: [] };
    const alarm = { code, ambassadorId, because: "more than usual", span: "day", uses: 12, usualMost: 4, expected: 1, tail: 0, bound: 0 };
    await world.transaction(({ db }) =>
      db.leakAlarm.create({
        data: {
          ...{ shopId: world.shopId, programId: program.programId, alarmId: world.chance.uuid(), ...alarm, evidence },
          ...{ heldFrom: at, raisedAt: new Date(at.getTime() - number * HOUR_MS) },
        },
      }),
    );
  }
  await open("/app/leaks", "12 codes used far more than usual");
  await owner.app.getByText("Page 1 of 2").waitFor();
  expect(await owner.app.getByText("Answered lately").count()).toBe(0);
  await owner.app.getByRole("button", { name: "Next page" }).press("Enter");
  await owner.app.getByText("Page 2 of 2").waitFor();
  await owner.app.getByText("Answered lately").waitFor();
  await look("leaks-many");
  for (const code of ["MANY-10", "MANY-11"]) {
    const fine = owner.app.getByRole("button", { name: `It's fine: ${code}`, exact: true });
    await fine.press("Enter");
    await fine.waitFor({ state: "detached" });
  }
  await owner.app.getByRole("heading", { level: 1, name: "10 codes used far more than usual" }).waitFor();
  await owner.app.getByText("Ambassador 1's code MANY-1", { exact: true }).waitFor();
  expect(await owner.app.getByText(/^Page \d/).count()).toBe(0);
});

test("the code of somebody who has left is ended, and says that it is being removed", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const [tom] = await world.transaction(({ db }) => db.ambassador.findMany({ where: { shopId: world.shopId, name: "Tom" } }));
  expect(await leaveProgram(world, { buyerId: tom.buyerId })).toMatchObject({ outcome: "left" });
  await open("/app/leaks", "Codes used far more than usual");
  await owner.app.getByText("Tom has left, and friends who have TOM-TEA still get their discount.").waitFor();
  await look("leaks-left");
  await owner.app.getByRole("button", { name: "End Tom's code" }).press("Enter");
  await owner.app.getByRole("button", { name: "End Tom's code" }).waitFor({ state: "detached" });
  await look("leaks-left-ended");
});
