import { beforeEach, expect, test } from "vitest";
import { addressKey } from "~/domain/buyer/address-key";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { findPerson } from "~/domain/privacy/find-person.server";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";

const t = await fakeShops();
const OLD = "maxine@people.example";
const NEW = "maxine@new.example";

let shop: Awaited<ReturnType<typeof openWithMaxine>>;
let mailId: string;
beforeEach(async () => {
  shop = await openWithMaxine(t);
  mailId = (await shop.write())!;
  expect(await sendLetter(shop.world, { letterId: mailId })).toEqual({ outcome: "sent" });
});

/** Shopify has another address of hers since, or none. */
async function moves(email: string | null) {
  const { world, shopId, maxine, fake } = shop;
  fake.buyers.get(maxine.buyerId)!.email = email;
  await world.transaction(({ db }) => db.buyer.update({ where: { shopId_buyerId: { shopId, buyerId: maxine.buyerId } }, data: { email } }));
}
const hash = (email: string) => shop.world.fingerprint.of(addressKey(email));
const stopped = async () =>
  (await shop.rows<{ email_hash: string }>("SELECT email_hash FROM mail_suppression WHERE shop_id = $1")).map((row) => row.email_hash);
const optedOut = async () =>
  (await shop.rows<{ email_hash: string }>("SELECT email_hash FROM opt_out WHERE shop_id = $1 ORDER BY 1")).map((row) => row.email_hash);
const next = async () => sendLetter(shop.world, { letterId: (await shop.write())! });

test("a bounce stops the address that bounced, not the one she has by then", async () => {
  await moves(NEW);
  expect(await noteMailReport(shop.world, { kind: "bounced", mailId, detail: "550 5.1.1" })).toEqual({ outcome: "noted" });
  expect(await stopped()).toEqual([hash(OLD)]);
  expect(await next()).toEqual({ outcome: "sent" });
  await moves(OLD);
  expect(await next()).toEqual({ outcome: "not sent", reason: "the address bounced before" });
});

test("also where she has none any more", async () => {
  await moves(null);
  expect(await noteMailReport(shop.world, { kind: "bounced", mailId, detail: null })).toEqual({ outcome: "noted" });
  expect(await stopped()).toEqual([hash(OLD)]);
});

test.each([NEW, null])("a complaint is a no, whatever her address is by then: %s", async (email) => {
  await moves(email);
  for (let reports = 0; reports < 2; reports++)
    expect(await noteMailReport(shop.world, { kind: "complained", mailId, detail: null })).toEqual({ outcome: "noted" });
  expect(await stopped()).toEqual([hash(OLD)]);
  expect(await optedOut()).toEqual([OLD, ...(email ? [email] : [])].map(hash).sort());
  await moves(NEW);
  expect(await next()).toEqual({ outcome: "not sent", reason: "asked not to be written to" });
});

test("a mail of before, sent without a note of where to, is about today's address", async () => {
  await t.sql("UPDATE contact SET email_hash = NULL WHERE shop_id = $1", [shop.shopId]);
  expect(await noteMailReport(shop.world, { kind: "bounced", mailId, detail: null })).toEqual({ outcome: "noted" });
  expect(await stopped()).toEqual([hash(OLD)]);
});

test("of who is erased not even the fingerprint stays beside their mails, and a report of one changes nothing", async () => {
  await findPerson(shop.world, { buyerId: shop.maxine.buyerId, orderIds: [], email: null }).then((person) =>
    eraseBuyer(shop.world, person),
  );
  expect(await shop.rows("SELECT count(*)::int AS named FROM contact WHERE shop_id = $1 AND email_hash IS NOT NULL")).toEqual([
    { named: 0 },
  ]);
  expect(await noteMailReport(shop.world, { kind: "bounced", mailId, detail: `550 5.1.1 <${OLD}>` })).toEqual({ outcome: "unknown mail" });
  expect(await stopped()).toEqual([]);
});
