/**
 * Where a product that is sent goes, as an owner reads it in a real Chromium inside the emulator's admin: confirmed, another than was
 * confirmed, from before anybody was asked, and none at all; with the yes that each of them takes.
 */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { placeMarks } from "~/domain/reward/place-mark";
import { worldFor } from "~/world.server";
import { setAddress } from "../emulator/commerce/set-address.ts";
import { aProduct, aProgram, anAmbassador, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { aDestination } from "../support/destinations";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "where it goes", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const { books } = emulator;
const world = worldFor(books.theShop.domain);
const people: Record<string, BuiltAmbassador> = {};

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

function livesAt(name: string, address1: string | null): void {
  const address = { firstName: name, lastName: "Hill", city: "Leeds", province: null, zip: "LS1 1AA", countryCode: "GB" };
  setAddress(emulator, people[name].buyerId, address1 === null ? null : { ...address, address1, country: "United Kingdom", phone: null });
}
/** As after their own yes to the first address. */
async function askedFor(
  { programId }: BuiltProgram,
  { ambassadorId, buyerId }: BuiltAmbassador,
  { variantId, title }: { variantId: string; title: string },
) {
  const { shopId } = world;
  const placeMark = placeMarks(world, aDestination({ name: `${title} Hill` }))[0];
  const about = { shopId, programId, ambassadorId, buyerId, variantId, placeMark, kind: "product sent", productTitle: "Jubilee Mug" };
  const price = { priceMinor: 800n, currency: "GBP" };
  const asked = {
    rewardId: world.chance.uuid(),
    code: `GIFT-${title}`,
    state: "requested",
    requestKey: title,
    requestedAt: world.clock.now(),
  };
  await world.transaction(({ db }) => db.reward.create({ data: { ...about, ...price, ...asked } }));
}
const rowOf = (name: string) => owner.app.getByRole("row", { name: new RegExp(`^${name}\\b`) });
const stateOf = (name: string) =>
  world.transaction(({ db }) => db.reward.findFirstOrThrow({ where: { shopId: world.shopId, ambassadorId: people[name].ambassadorId } }));

test("each product stands beside the address it would go to, and what is known of it", async () => {
  // The first page of the app installs it.
  await open("/app/checks", "Do our books and Shopify agree?");
  emulator.merchant.grantScopes(emulator.config.optionalScopes);
  const program = await aProgram(world, { rewardKinds: ["product sent"] });
  const [sold] = [...books.variant.values()].filter(({ priceMinor, inventory }) => priceMinor > 500 && (inventory ?? 1) > 0);
  const { variantId } = await aProduct(world, { variantId: sold.id, priceMinor: BigInt(sold.priceMinor), shelfOf: program });
  await world.transaction(({ db }) =>
    db.shop.update({ where: { shopId: world.shopId }, data: { scopes: emulator.config.optionalScopes } }),
  );
  for (const name of ["Ada", "Bea", "Cleo", "Dora"]) {
    people[name] = await anAmbassador(world, program, { name });
    const [someone] = books.customer.values();
    books.customer.put(people[name].buyerId, { ...someone, id: people[name].buyerId, firstName: name, email: `${name}@example.com` });
    livesAt(name, "1 High Street");
    await askedFor(program, people[name], { variantId, title: name });
  }
  livesAt("Bea", "9 Mill Lane");
  await world.transaction(({ db }) =>
    db.reward.updateMany({ where: { shopId: world.shopId, ambassadorId: people.Cleo.ambassadorId }, data: { placeMark: null } }),
  );
  livesAt("Dora", null);
  await open("/app/rewards", "4 rewards wait for you");
  await rowOf("Ada")
    .getByText(/^Confirmed by them on /)
    .waitFor();
  expect(await rowOf("Bea").locator("address").innerText()).toBe("Bea Hill\n9 Mill Lane\nLeeds LS1 1AA\nUnited Kingdom");
  await rowOf("Bea").getByText("They confirmed another address than the one their account has now.").waitFor();
  await rowOf("Cleo")
    .getByText(/They asked for this before we began to ask/)
    .waitFor();
  await rowOf("Dora")
    .getByText(/^Your store has no address of them/)
    .waitFor();
  await look("rewards-addresses");
});

test("to another address than they confirmed takes a second press, beside that address", async () => {
  await rowOf("Bea")
    .getByRole("button", { name: /^Yes, send it/ })
    .press("Enter");
  await rowOf("Bea")
    .getByText(/^They confirmed another address than the one their account has now, which stands here\./)
    .waitFor();
  await look("rewards-address-sure");
  expect((await stateOf("Bea")).approvedAt).toBeNull();
  await rowOf("Bea")
    .getByRole("button", { name: /^Send it to this one all the same/ })
    .press("Enter");
  await owner.page.getByText("Its free order is being made").waitFor();
  expect((await stateOf("Bea")).approvedAt).not.toBeNull();
});

test("an address that changed while the page stood open sends nothing, and stands there then", async () => {
  await owner.app.getByRole("heading", { level: 1, name: "3 rewards wait for you" }).waitFor();
  livesAt("Cleo", "7 Station Road");
  await rowOf("Cleo")
    .getByRole("button", { name: /^Yes, send it/ })
    .press("Enter");
  await rowOf("Cleo")
    .getByText(/^Their address is not the one that stood here/)
    .waitFor();
  await rowOf("Cleo").getByText("7 Station Road").waitFor();
  expect((await stateOf("Cleo")).approvedAt).toBeNull();
  await rowOf("Dora")
    .getByRole("button", { name: /^Yes, send it/ })
    .press("Enter");
  await rowOf("Dora")
    .getByText(/^Your store has no address of them by now/)
    .waitFor();
});
