import { expect, test } from "vitest";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { readLetters } from "~/domain/insight/read-letters.server";
import { readStopped } from "~/domain/insight/read-stopped.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { freeAddress } from "~/domain/letter/free-address.server";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";

const t = await fakeShops();

/** Maxine got a letter, and this became of it. */
async function after(...kinds: ("bounced" | "complained")[]) {
  const shop = await openWithMaxine(t);
  const { world, shopId, write, maxine } = shop;
  await world.transaction(({ db }) =>
    db.buyer.update({ where: { shopId_buyerId: { shopId, buyerId: maxine.buyerId } }, data: { firstName: "Maxine", lastName: "Brown" } }),
  );
  const mailId = (await write())!;
  await sendLetter(world, { letterId: mailId });
  for (const kind of kinds) await noteMailReport(world, { kind, mailId, detail: "550 5.1.1 no such user" });
  const send = async () => sendLetter(world, { letterId: (await write())! });
  const stopped = async (search = "") => (await readStopped(world, { search })).lines;
  const free = async (addressId: string | null) => (await freeAddress(world, { addressId: addressId!, freedBy: "Olga" })).outcome;
  return { ...shop, mailId, send, stopped, free };
}

test("whose mail came back stands on the list with the reason, and can be found by name or address", async () => {
  const { stopped, world } = await after("bounced");
  const line = {
    ...{ name: "Maxine Brown", email: "maxine@people.example", why: "bounced", detail: "550 5.1.1 no such user" },
    ...{ at: t.clock.now().toISOString(), addressId: expect.any(String) },
  };
  expect(await stopped()).toEqual([line]);
  for (const search of ["ine br", "PEOPLE.EXAMPLE"]) expect(await stopped(search)).toHaveLength(1);
  for (const search of ["zoe", "%", "\0_"]) expect(await stopped(search)).toEqual([]);
  expect((await readLetters(world)).stopped).toBe(1);
});

test("freed by the owner it gets mail again, once however often it is pressed, and who freed it is kept", async () => {
  const { send, stopped, free, rows } = await after("bounced");
  expect(await send()).toEqual({ outcome: "not sent", reason: "the address bounced before" });
  const [{ addressId }] = await stopped();
  expect(await Promise.all([free(addressId), free(addressId)])).toEqual(expect.arrayContaining(["freed", "not stopped"]));
  expect(await stopped()).toEqual([]);
  expect(await send()).toEqual({ outcome: "sent" });
  expect(await rows("SELECT why, freed_by FROM mail_suppression WHERE shop_id = $1")).toEqual([{ why: "bounced", freed_by: "Olga" }]);
});

test("what comes back again after that is stopped again", async () => {
  const { world, mailId, send, stopped, free } = await after("bounced");
  await free((await stopped())[0].addressId);
  await noteMailReport(world, { kind: "bounced", mailId, detail: null });
  expect(await stopped()).toMatchObject([{ why: "bounced" }]);
  expect(await send()).toMatchObject({ outcome: "not sent" });
});

test("a complaint is not the owner's to free, also where a mail had come back before", async () => {
  const { shopId, world, stopped, free, rows } = await after("bounced", "complained");
  expect(await stopped()).toMatchObject([{ why: "complained", addressId: null }]);
  const [{ hash }] = await rows<{ hash: string }>("SELECT email_hash AS hash FROM mail_suppression WHERE shop_id = $1");
  expect(await free(hash)).toBe("complained");
  await expect(
    world.transaction(({ db }) => db.mailSuppression.updateMany({ where: { shopId }, data: { freedAt: t.clock.now(), freedBy: "Olga" } })),
  ).rejects.toThrow("mail_suppression_freed");
});

test("nor is an opt-out: one line says so, and no button", async () => {
  const { world, maxine, stopped, free } = await after("bounced");
  const [{ addressId }] = await stopped();
  await optOut(world, { buyerId: maxine.buyerId, source: "storefront" });
  expect(await stopped()).toMatchObject([{ why: "opted out", name: "Maxine Brown", addressId: null }]);
  expect(await free(addressId)).toBe("opted out");
});

test("of before names were kept, an address can be freed all the same", async () => {
  const { shopId, stopped, free, send } = await after("bounced");
  await t.sql("UPDATE mail_suppression SET buyer_id = NULL WHERE shop_id = $1", [shopId]);
  expect(await stopped()).toMatchObject([{ why: "bounced", name: "", email: "" }]);
  expect(await free((await stopped())[0].addressId)).toBe("freed");
  expect(await send()).toEqual({ outcome: "sent" });
});

test("the list comes in pages", async () => {
  const { world, shopId } = await after();
  await t.sql(
    "INSERT INTO mail_suppression (shop_id, email_hash, why, noted_at) SELECT $1, 'hash ' || n, 'refused', $2 FROM generate_series(1, 120) n",
    [shopId, t.clock.now()],
  );
  const pages = await Promise.all([1, 2, 3].map((page) => readStopped(world, { page })));
  expect(pages.map(({ lines, pages: all, total }) => [lines.length, all, total])).toEqual([
    [50, 3, 120],
    [50, 3, 120],
    [20, 3, 120],
  ]);
});
