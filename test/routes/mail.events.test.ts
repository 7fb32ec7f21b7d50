/** FAULTS 79 from the outside: signed reports of what came back, as a mail server writes them, and what they stop. */
import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { env } from "~/env.server";
import { action, loader } from "~/routes/mail.events";
import { reportOf } from "../emulator/mailbox/report-mail.ts";
import { fakeShops } from "../support/fake-shops";
import { anAmbassador } from "../support/builders";

const SECRET = "a secret of thirty-two letters or more";
const t = await fakeShops();
const settings = env();
beforeEach(() => {
  settings.MAIL_EVENTS_SECRET = SECRET;
});

const post = (
  body: string,
  { contentType = "message/rfc822", signature = sign(body) }: { contentType?: string; signature?: string | null } = {},
) =>
  action({
    request: new Request("https://app.example/mail/events", {
      method: "POST",
      body,
      headers: { "content-type": contentType, ...(signature !== null && { "x-regulars-signature": signature }) },
    }),
    params: {},
    context: {},
  } as never);
const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex");

/** Somebody in the programme who just got a letter. */
async function somebodyWritten() {
  const shop = await t.open();
  t.outbox.mails.length = 0;
  const { ambassadorId, buyerId } = await anAmbassador(
    shop.world,
    { programId: shop.programId, currency: "GBP" },
    { email: "maxine@people.example" },
  );
  shop.fake.buyers.set(buyerId, {
    ...{ buyerId, firstName: "Maxine", lastName: "Brown", email: "maxine@people.example", consent: "subscribed" },
    ...{ countryCode: "GB", province: null, city: null },
  });
  const send = async () => {
    const written = await writeLetter(shop.world, { kind: "welcome", cause: `${ambassadorId} ${shop.world.chance.uuid()}`, buyerId });
    if (written.outcome !== "written") throw new Error(written.outcome);
    return sendLetter(shop.world, { letterId: written.letterId });
  };
  await send();
  const [{ messageId, to }] = t.outbox.mails;
  const mail = {
    id: "1",
    from: "bounces@mail.example",
    to: [to],
    subject: "",
    receivedAt: "",
    raw: `Message-ID: ${messageId}\r\n\r\nHello`,
  };
  return { ...shop, mail, messageId, send };
}

test.each([
  ["bounced", "the address bounced before"],
  ["complained", "asked not to be written to"],
] as const)("a mail that %s, reported twice, is the last one to its address", async (kind, reason) => {
  const { mail, send, rows } = await somebodyWritten();
  const { body } = reportOf(mail, kind);
  for (let times = 0; times < 2; times++) {
    const response = await post(body);
    expect([response.status, await response.json()]).toEqual([200, { noted: 1, unknown: 0 }]);
  }
  expect(await send()).toEqual({ outcome: "not sent", reason });
  expect(t.outbox.mails).toHaveLength(1);
  expect(await rows("SELECT why FROM mail_suppression WHERE shop_id = $1")).toEqual([{ why: kind }]);
});

test("a list in JSON is taken, too, and says of how many nothing was known", async () => {
  const { messageId, shopId } = await somebodyWritten();
  const body = JSON.stringify({
    events: [
      { kind: "bounced", messageId },
      { kind: "bounced", messageId: `<00000000-0000-4000-8000-000000000000@${shopId}>` },
      { kind: "bounced", messageId: "<elsewhere@other.example>" },
    ],
  });
  expect(await (await post(body, { contentType: "application/json" })).json()).toEqual({ noted: 1, unknown: 2 });
});

test("a mail named in another shop's name, or in that of a shop we never had, is nobody's", async () => {
  const { messageId, shopId, send } = await somebodyWritten();
  const elsewhere = await t.open();
  const events = [elsewhere.shopId, "stranger.myshopify.com"].map((other) => ({
    kind: "bounced",
    messageId: messageId.replace(shopId, other),
  }));
  expect(await (await post(JSON.stringify({ events }), { contentType: "application/json" })).json()).toEqual({ noted: 0, unknown: 2 });
  expect(await send()).toEqual({ outcome: "sent" });
});

test("unsigned, badly signed and signed with another secret leave no trace", async () => {
  const { mail, send } = await somebodyWritten();
  const { body } = reportOf(mail, "bounced");
  for (const signature of [null, "", "00", sign(body, "another secret of thirty-two letters"), sign(`${body} `)])
    expect((await post(body, { signature })).status).toBe(401);
  expect(await send()).toEqual({ outcome: "sent" });
});

test("what is no report is refused, a GET is told to POST, and without a secret nothing is taken", async () => {
  expect((await post("Subject: Hello\r\n\r\nHow are you?")).status).toBe(400);
  expect((await post("{oops", { contentType: "application/json" })).status).toBe(400);
  expect((await loader({ request: new Request("https://app.example/mail/events"), params: {}, context: {} } as never)).status).toBe(405);
  settings.MAIL_EVENTS_SECRET = undefined;
  expect((await post("x")).status).toBe(404);
});
