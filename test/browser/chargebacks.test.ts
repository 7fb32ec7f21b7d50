/** What an ambassador reads of a friend's payment that a bank asks back, in a real Chromium: while the bank looks, when it took it, when the payment stood. */
import { beforeAll, test } from "vitest";
import { anAmbassador } from "../support/builders";
import { ordersAskedBack } from "../support/orders-asked-back";
import { PHONE, shopperBrowser, WIDE } from "../support/shopper-browser";
import { knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin } = rig;
const { open, look } = shopperBrowser(origin);
beforeAll(() => stockShelf(rig));

test.each([PHONE, WIDE])("each of the bank's words stands at its order with what becomes of the credit, at $width px", async (viewport) => {
  const made = await anAmbassador(world, program, { code: `BANK-${viewport.width}` });
  const email = `bank-${viewport.width}@example.com`;
  knownCustomer(rig, made, email);
  await ordersAskedBack(world, made);
  const page = await open("/apps/regulars/rewards", { viewport, as: email });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.getByText("The bank is looking into this payment.").first().waitFor();
  await page
    .getByText(/The bank took your friend's payment back later/)
    .first()
    .waitFor();
  // While the bank looks, nobody knows the day.
  await page.getByText("2 friends bought; £7.00 is yours, £4.00 is waiting.").waitFor();
  await look(page, "chargebacks");
});
