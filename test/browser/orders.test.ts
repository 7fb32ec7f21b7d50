/** What an owner sees behind an order's verdict, in a real Chromium: whose each code on it is and why it lost, and what was said before. */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { worldFor } from "~/world.server";
import { anAmbassador, aProgram } from "../support/builders";
import { contestedOrders } from "../support/contested-orders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "orders pages", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const world = worldFor(emulator.books.theShop.domain);

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

test("each code on an order says whose it is and why it won or lost, and each decision of before who made it and why", async () => {
  await open("/app", /./);
  const program = await aProgram(world);
  const first = await anAmbassador(world, program, { name: "Maxine", code: "MAXINE15", email: "first@gmail.com" });
  const second = await anAmbassador(world, program, { name: "Tom", code: "TOM15" });
  await contestedOrders(world, { first, second, program });
  await open("/app/orders", "Which orders friends brought, and why");
  for (const summary of await owner.app.getByText("What we saw").all()) await summary.click();
  const items = async (within: string) => (await owner.app.locator(within).allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  const said = (await items("ol.regulars-trail > li")).join("\n");
  expect(said).toContain("Code MAXINE15, Maxine's: Counts. The order carries Maxine's code.");
  expect(said).toContain("Code TOM15, Tom's: Doesn't count. Another code or link came first, and an order counts for one person only.");
  expect(said).toContain("A visit to a link, Tom's: Doesn't count.");
  expect(said).toMatch(/by the rules: Under review\. The buyer's e-mail address /);
  expect(said).toMatch(/by the rules: Counts\. The order carries Tom's code\./);
  expect(await owner.app.locator("main").innerText()).toContain("An e-mail address much like one that Maxine has, or had.");
  expect(await owner.app.locator("main").innerText()).not.toContain("gmail");
  await look("orders-trail");
});
