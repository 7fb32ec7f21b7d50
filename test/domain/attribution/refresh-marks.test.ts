/** Ambassadors' marks: what is read and when, whose addresses count as theirs, and which orders are decided anew by them. */
import { expect, test } from "vitest";
import { noteDevice } from "~/domain/ambassador/note-device.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { joinProgram } from "~/domain/code/join-program.server";
import { kindOf, marksOf } from "~/domain/order/mark";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import type { Contact, Place } from "~/ports/shop";
import type { World } from "~/ports/world";
import { anAmbassador, anOrder } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { invitedPeople } from "../../support/invited";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();
const HOME: Place = {
  name: "Maxine Weber",
  address1: "12 High Street, Flat 3",
  address2: null,
  zip: "LS1 4AP",
  city: "Leeds",
  countryCode: "GB",
  phone: "07700 900123",
};
const NETWORK = "203.0.113.7";

async function shopWithMaxine(changes: Partial<Contact> = {}) {
  const shop = await t.open();
  const program = { programId: shop.programId, currency: "GBP" };
  const maxine = await anAmbassador(shop.world, program);
  const know = (contact: Partial<Contact>) =>
    shop.fake.contacts.set(maxine.buyerId, {
      buyerId: maxine.buyerId,
      name: "Maxine Weber",
      contact: { places: [HOME], phone: null, networks: [], ...contact },
    });
  know(changes);
  const marksNow = async () => {
    const [row] = await shop.rows<{ marks: string[]; at: Date | null }>(
      "SELECT marks, marks_read_at AS at FROM ambassador WHERE shop_id = $1",
    );
    return { ...row, kinds: row.marks.map(kindOf) };
  };
  const order = (place: Partial<Place>, { networks = [] as string[], placedAt = t.clock.now() } = {}) =>
    anOrder(shop.world, { codes: [maxine.code], placedAt, marks: marksFor(shop.world, place, networks) });
  const waiting = async () =>
    (
      await shop.rows<{ id: string }>(
        "SELECT data->'payload'->>'orderId' AS id FROM pgboss.job WHERE name = 'order.refresh' AND data->>'shopId' = $1",
      )
    ).map(({ id }) => id);
  return { ...shop, maxine, know, marksNow, order, waiting };
}
const marksFor = (world: World, place: Partial<Place>, networks: string[] = []) =>
  marksOf(world, { places: [{ ...HOME, name: "Frida Friend", phone: null, ...place }], phone: null, networks });

test("an ambassador's addresses and phones are kept as marks, and nothing of them in words", async () => {
  const { world, marksNow, rows } = await shopWithMaxine({ phone: "+44 7700 900999" });
  expect(await refreshMarks(world)).toEqual({ read: 1 });
  expect(await marksNow()).toMatchObject({
    kinds: ["address", "addressee", "door", "phone", "phone"],
    at: t.clock.now(),
  });
  const [{ row }] = await rows<{ row: string }>("SELECT marks::text AS row FROM ambassador WHERE shop_id = $1");
  expect(row).not.toMatch(/high|street|LS1|7700|weber/i);
});

test.each<[string, Partial<Place>, string[], string]>([
  ["at her own home, in her own name", { name: "WEBER Maxine", address1: "Flat 3, 12 high st." }, [], "under review: same-address"],
  ["at her home, in another's name", { address1: "12 High St #3" }, [], "under review: same-household"],
  ["with her phone, sent elsewhere", { address1: "1 Low Road", phone: "+44 7700 900123" }, [], "under review: same-phone"],
  ["from her connection, sent elsewhere", { address1: "1 Low Road" }, [NETWORK], "attributed: code"],
  ["by the neighbour behind the same door", { address1: "12 High Street, Flat 4" }, [], "attributed: code"],
  ["behind the same door, over her connection", { address1: "12 Hihg Street third floor" }, [NETWORK], "under review: same-device"],
  ["by a friend in another town", { address1: "12 High Street, Flat 3", zip: "YO1 7HH" }, [], "attributed: code"],
])("59 · an order %s", async (_what, place, networks, expected) => {
  const { world, maxine, order } = await shopWithMaxine();
  await refreshMarks(world);
  expect(await noteDevice(world, { buyerId: maxine.buyerId, networks: [NETWORK] })).toEqual({ outcome: "noted" });
  const { outcome, reason } = await decideOrder(world, await order(place, { networks }));
  expect(`${outcome}: ${reason}`).toBe(expected);
});

test("where she sent a present is not her home: whoever lives there is a friend like any other", async () => {
  const { world, order } = await shopWithMaxine({ places: [HOME, { ...HOME, name: "Frida Friend", address1: "7 Park Lane" }] });
  await refreshMarks(world);
  expect(await decideOrder(world, await order({ address1: "7 Park Lane" }))).toMatchObject({ outcome: "attributed" });
});

test("joining has the marks read, and remembers the connection they came by", async () => {
  const { world, fake, ids, tokens, rows } = await invitedPeople(t, [{}]);
  fake.contacts.set(ids[0], { buyerId: ids[0], name: "Maxine Weber", contact: { places: [HOME], phone: null, networks: [] } });
  await joinProgram(world, { token: tokens[0], code: "MAXINE15", name: "Maxine", acknowledged: true, networks: [NETWORK] });
  const marks = () => rows<{ marks: string[] }>("SELECT marks FROM ambassador WHERE shop_id = $1");
  expect((await marks())[0].marks.map(kindOf)).toEqual(["device"]);
  await t.runDueJobs();
  expect((await marks())[0].marks.map(kindOf)).toEqual(["device", "address", "addressee", "door", "phone"]);
});

test("an order that came before the marks were read is decided anew, an older one is not", async () => {
  const { world, order, waiting, know } = await shopWithMaxine({ places: [] });
  await refreshMarks(world);
  const older = await order({}, { placedAt: new Date(t.clock.now().getTime() - DAY_MS) });
  await t.clock.advance(DAY_MS);
  const [since, elsewhere] = [await order({}), await order({ address1: "1 Low Road" })];
  for (const one of [older, since, elsewhere]) expect(await decideOrder(world, one)).toMatchObject({ outcome: "attributed" });
  know({});
  await t.clock.advance(60_000);
  await refreshMarks(world);
  expect(await waiting()).toEqual([since.orderId]);
  expect(await decideOrder(world, since)).toMatchObject({ outcome: "under review", reason: "same-household" });
});

test("who moves in with a friend later, or once uses their connection, does not taint the friend's older orders, however often they are looked at", async () => {
  const { world, maxine, order, know } = await shopWithMaxine({ places: [{ ...HOME, address1: "7 Park Lane", phone: null }] });
  await refreshMarks(world);
  const [older, neighbours] = [await order({}), await order({ address1: "7 Park Lane, garden flat" }, { networks: [NETWORK] })];
  for (const one of [older, neighbours]) expect(await decideOrder(world, one)).toMatchObject({ outcome: "attributed" });
  await t.clock.advance(90 * DAY_MS);
  await refreshMarks(world);
  await t.clock.advance(60_000);
  know({});
  expect(await refreshMarks(world, { buyerId: maxine.buyerId })).toEqual({ read: 1 });
  await noteDevice(world, { buyerId: maxine.buyerId, networks: [NETWORK] });
  for (const one of [older, neighbours]) expect(await decideOrder(world, one)).toMatchObject({ outcome: "attributed", changed: false });
  const [newer, alongside] = [await order({}), await order({ address1: "12 Hihg Street third floor" }, { networks: [NETWORK] })];
  expect(await decideOrder(world, newer)).toMatchObject({ outcome: "under review", reason: "same-household" });
  expect(await decideOrder(world, alongside)).toMatchObject({ outcome: "under review", reason: "same-device" });
  // A mark stays theirs since when it was, however often it is read.
  await t.clock.advance(DAY_MS);
  await refreshMarks(world);
  const again = await order({}, { placedAt: new Date(t.clock.now().getTime() - DAY_MS) });
  expect(await decideOrder(world, again)).toMatchObject({ outcome: "under review", reason: "same-household" });
});

test("every night those are read whose marks are a day old, twenty-five a call, and those who left are not", async () => {
  const shop = await t.open();
  const program = { programId: shop.programId, currency: "GBP" };
  for (let count = 0; count < 27; count++) await anAmbassador(shop.world, program);
  await anAmbassador(shop.world, program, { leftAt: t.clock.now() });
  expect(await refreshMarks(shop.world)).toEqual({ read: 27 });
  expect(shop.fake.calls.readContacts).toBe(2);
  expect(await refreshMarks(shop.world)).toEqual({ read: 0 });
  await t.clock.advance(DAY_MS);
  await sendScheduledJobs();
  const [job] = await shop.rows("SELECT 1 FROM pgboss.job WHERE name = 'marks.refresh' AND data->>'shopId' = $1");
  expect(job).toBeDefined();
  expect(await refreshMarks(shop.world)).toEqual({ read: 27 });
});

test("a night in which Shopify cannot be asked keeps the marks there are and leaves the rest for the next try", async () => {
  const { world, fake, marksNow } = await shopWithMaxine();
  await refreshMarks(world);
  const before = await marksNow();
  await t.clock.advance(DAY_MS);
  fake.refuse("readContacts", "try later");
  await expect(refreshMarks(world)).rejects.toThrow(/try later/);
  expect(await marksNow()).toEqual(before);
  expect(await refreshMarks(world)).toEqual({ read: 1 });
});

test("who is no ambassador is not asked for", async () => {
  const { world, fake } = await shopWithMaxine();
  expect(await refreshMarks(world, { buyerId: "424242" })).toEqual({ read: 0 });
  expect(fake.calls.readContacts).toBeUndefined();
});

test("the last few connections are remembered, each once, and a new address keeps them", async () => {
  const { world, maxine, marksNow } = await shopWithMaxine();
  const note = (networks: string[]) => noteDevice(world, { buyerId: maxine.buyerId, networks });
  expect(await note([])).toEqual({ outcome: "nothing new" });
  for (let last = 1; last <= 12; last++) expect(await note([`203.0.113.${last}`])).toEqual({ outcome: "noted" });
  expect(await note(["203.0.113.12"])).toEqual({ outcome: "nothing new" });
  const { marks } = await marksNow();
  expect(marks).toHaveLength(8);
  expect(marks).not.toEqual(expect.arrayContaining(marksOf(world, { places: [], phone: null, networks: ["203.0.113.4"] })));
  await refreshMarks(world);
  expect((await marksNow()).marks).toEqual(expect.arrayContaining(marks));
  expect(await noteDevice(world, { buyerId: "424242", networks: [NETWORK] })).toEqual({ outcome: "no ambassador" });
});
