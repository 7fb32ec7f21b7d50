/** FAULTS 59: what ambassadors buy for themselves earns nothing, and what may be their own waits for a person, each as Shopify really sends it. */
import { beforeAll, describe, expect, test } from "vitest";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { readBooks } from "../support/read-books";
import type { Address, Order } from "../emulator/books.ts";
import { story, t, emulator, books, maxine, noah, told, ownClick, earnsNothing, earns, as } from "./orders-told";

describe("59 · one's own purchase", () => {
  test("with one's own code, signed in", async () => {
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), codes: [maxine.code] })), "ignored", "own-purchase");
  });

  test("as a guest with the same address, in other letters", async () => {
    const { code } = await ownClick(maxine);
    const order = await told(story.buy({ email: maxine.customer.email!.toUpperCase(), codes: [code] }));
    await earnsNothing(order, "ignored", "own-purchase");
  });

  test("from another account, with one's own address at the checkout", async () => {
    const id = books.nextId();
    const customer = books.customer.put(id, { ...maxine.customer, id, email: "m.at.work@people.example", numberOfOrders: 0 });
    const order = await told(story.buy({ customerId: customer.id, email: maxine.customer.email, codes: [(await ownClick(maxine)).code] }));
    expect(order.customerId).toBe(customer.id);
    await earnsNothing(order, "ignored", "own-purchase");
  });

  test("by one's own link, the code taken out of the cart", async () => {
    const { clickId } = await ownClick(maxine);
    const attributes = [{ name: "_regulars_click", value: clickId }];
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), attributes })), "ignored", "own-purchase");
  });

  test("from another account whose address ends in the same inbox waits for a person to look", async () => {
    const [local, domain] = maxine.customer.email!.split("@");
    const order = await told(story.buy({ email: `${local}+tea@${domain}`, codes: [maxine.code] }));
    await earnsNothing(order, "under review", "like-own-purchase");
  });

  test("with another ambassador's code earns the other nothing either, since it is no first order", async () => {
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), codes: [noah.code] })), "ignored", "not-first-order", noah);
  });
});

describe("59 · what may be one's own purchase waits for a person to look", () => {
  const home: Address = {
    ...{ firstName: "Maxine", lastName: "Weber", address1: "12 High Street", address2: "Flat 3", city: "Leeds", province: null },
    ...{ zip: "LS1 4AP", countryCode: "GB", country: "United Kingdom", phone: "07700 900123" },
  };
  const elsewhere: Address = {
    ...home,
    firstName: "Frida",
    lastName: "Friend",
    address1: "1 Low Road",
    address2: null,
    zip: "YO1 7HH",
    phone: null,
  };
  const ordered = (address: Partial<Address>, options: Parameters<typeof story.buy>[1] = {}) =>
    told(story.buy({ codes: [maxine.code], shippingAddress: { ...elsewhere, ...address } }, options));
  const waits = (order: Order, reason: string) => earnsNothing(order, "under review", reason);

  beforeAll(async () => {
    const { customer } = maxine;
    const { customerPayload } = await import("../emulator/webhooks/payloads.ts");
    // Her parents' address is in her book, because she once sent them tea.
    const parents = { ...home, firstName: "Ingrid", lastName: "Olsen", address1: "5 Fjord Lane", address2: null, phone: null };
    const named = { ...books.customer.need(customer.id), firstName: "Maxine", lastName: "Weber", addresses: [home, parents] };
    emulator.emit("customers/update", customerPayload(emulator, books.customer.put(customer.id, named)));
    await story.settle();
  });

  test("sent to one's own home, by whatever spelling", async () => {
    await waits(await ordered({ ...home, address1: "FLAT 3, 12 high st.", address2: null, phone: null }), "same-address");
  });

  test("sent home in somebody else's name, or billed there", async () => {
    await waits(await ordered({ ...home, firstName: "Tim", phone: null }), "same-household");
    await waits(await ordered({}, { billingAddress: { ...home, firstName: "Tim", phone: null } }), "same-household");
  });

  test("with one's own phone number", async () => {
    await waits(await ordered({ phone: "+44 7700 900-123" }), "same-phone");
    await waits(await ordered({}, { phone: "0044 7700900123" }), "same-phone");
  });

  test("neighbours, friends in one's own office and people one sent presents to are friends", async () => {
    await earns(await ordered({ ...home, firstName: "Nora", lastName: "Next", address2: "Flat 4", phone: null }), maxine);
    const { customer } = maxine;
    const { noteDevice } = await import("~/domain/ambassador/note-device.server");
    await noteDevice(t.world, { buyerId: customer.id, networks: ["203.0.113.7"] });
    await earns(await ordered({}, { clientIp: "203.0.113.7" }), maxine);
    await earns(await ordered({ firstName: "Ingrid", lastName: "Olsen", address1: "5 Fjord Lane", zip: "LS1 4AP" }), maxine);
    await waits(
      await ordered({ ...home, address1: "12 Hihg Stret 3rd floor", address2: null, phone: null }, { clientIp: "203.0.113.7" }),
      "same-device",
    );
  });

  test("seen once it stays seen, also when the order is sent elsewhere afterwards", async () => {
    const order = await ordered({ ...home, phone: null });
    books.order.put(order.id, {
      ...books.order.need(order.id),
      shippingAddress: elsewhere,
      billingAddress: elsewhere,
      updatedAt: emulator.clock.iso(),
    });
    await refreshOrder(t.world, { orderId: order.id });
    await waits(order, "same-address");
  });

  test("and the marks of one's home say nothing in words", async () => {
    const rows = await t.sql("SELECT marks FROM orders UNION ALL SELECT marks FROM ambassador");
    expect(JSON.stringify(rows)).not.toMatch(/high|leeds|LS1|7700|203\.0/i);
  });
});

test("the books hold together after all of it", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
});
