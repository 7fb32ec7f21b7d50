/** What an ambassador reads of an order that another's code won, or that their code was taken off, in a real Chromium. */
import { beforeAll, expect, test } from "vitest";
import { anAmbassador } from "../support/builders";
import { contestedOrders } from "../support/contested-orders";
import { PHONE, shopperBrowser, WIDE } from "../support/shopper-browser";
import { knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin } = rig;
const { open, look } = shopperBrowser(origin);
beforeAll(() => stockShelf(rig));

test.each([PHONE, WIDE])("an order they lost says so kindly and names nobody, at $width px", async (viewport) => {
  const first = await anAmbassador(world, program, { code: `FIRST-${viewport.width}`, email: "first@gmail.com" });
  const second = await anAmbassador(world, program, { name: "Tom", code: `TOM-${viewport.width}` });
  const email = `tom-${viewport.width}@example.com`;
  knownCustomer(rig, second, email);
  await contestedOrders(world, { first, second, program });
  const page = await open("/apps/regulars/rewards", { viewport, as: email });
  await page.getByText("Another code or link came first on this order, and an order can count for one person only.").waitFor();
  await page.getByText("Your code or link was taken off this order later, so it doesn't count any more.").waitFor();
  expect(await page.locator("[data-order]").count()).toBe(2);
  expect(await page.locator("main").innerText()).not.toMatch(/FIRST-|Maxine/);
  await look(page, "orders-of-others");
});
