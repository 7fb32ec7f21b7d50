import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallStore, type SmallStore } from "../small-store.ts";
import { startMailbox, type Mailbox } from "./mailbox.ts";
import { mailboxHandler, type MailMessage } from "./mailbox-handler.ts";

let store: SmallStore;
let mailbox: Mailbox;

beforeEach(async () => {
  store = smallStore();
  mailbox = await startMailbox(store, { port: 0 });
});
afterEach(() => mailbox.close());

const send = (
  mail: {
    to?: string;
    subject?: string;
    html?: string;
    text?: string;
    list?: { unsubscribe: { url: string } };
    envelope?: { from: string; to: string };
  } = {},
) => {
  const transport = createTransport({ host: "127.0.0.1", port: mailbox.port, secure: false, socketTimeout: 4000 });
  return transport.sendMail({
    from: "Small & Sons <hello@small.example>",
    to: "mia@example.com",
    subject: "Grüße, Mia – £4.20",
    text: "Read https://small.example/join?a=1&b=2.",
    ...mail,
  });
};
const get = async (path: string) => {
  const url = new URL(path, store.config.origin);
  return (await mailboxHandler(store, new Request(url), url))!;
};
const list = async (query = "") =>
  (await (await get(`/__mail/messages${query}`)).json()) as {
    messages: { id: string; subject: string; to: string[] }[];
    total: number;
    pages: number;
  };

test("a mail arrives whole: subject, text, HTML, links and headers", async () => {
  await send({
    html: '<p>Grüß dich</p><a class="b" href="https://small.example/join?a=1&amp;b=2">Join</a>',
    list: { unsubscribe: { url: "https://small.example/leave" } },
  });
  const { messages } = await list();
  expect(messages).toMatchObject([{ subject: "Grüße, Mia – £4.20", to: ["mia@example.com"] }]);
  const message = (await (await get(`/__mail/messages/${messages[0].id}`)).json()) as MailMessage;
  expect(message.html).toContain("<p>Grüß dich</p>");
  expect(message.sender).toBe("Small & Sons <hello@small.example>");
  expect(message.text).toContain("Read https://");
  expect(message.links).toEqual(["https://small.example/join?a=1&b=2"]);
  expect(message.headers).toContainEqual({ name: "List-Unsubscribe", value: "<https://small.example/leave>" });
});

test("a mail is shown from whom its reader sees it, not from where it goes when it comes back", async () => {
  await send({ envelope: { from: "bounces+1@mail.example", to: "mia@example.com" } });
  const [{ id }] = (await list()).messages;
  const page = await (await get(`/__mail/${id}`)).text();
  expect(page).toContain("From Small &amp; Sons &lt;hello@small.example&gt; to mia@example.com");
  expect(((await (await get(`/__mail/messages/${id}`)).json()) as MailMessage).from).toBe("bounces+1@mail.example");
});

test("mails are listed newest first, by address and page by page", async () => {
  for (let number = 1; number <= 51; number++)
    store.books.mail.put(String(number), {
      id: String(number),
      from: "a@small.example",
      to: [number === 7 ? "tom@example.com" : "mia@example.com"],
      subject: `Mail ${number}`,
      receivedAt: store.clock.iso(),
      raw: "",
    });
  expect((await list()).messages[0].subject).toBe("Mail 51");
  expect((await list("?page=2")).messages.map((mail) => mail.subject)).toEqual(["Mail 1"]);
  expect((await list("?to=TOM@example.com")).messages.map((mail) => mail.subject)).toEqual(["Mail 7"]);
});

test("a refused mail is not kept and the sender is told so for good", async () => {
  store.faults.mail.rejectNext = 1;
  await expect(send()).rejects.toMatchObject({ responseCode: 550 });
  expect(store.books.mail.size).toBe(0);
  await send();
  expect(store.books.mail.size).toBe(1);
});

test("a mail whose reply is lost is kept although the sender sees a failure", async () => {
  store.faults.mail.acceptThenDropNext = 1;
  await expect(send()).rejects.toThrow();
  expect(store.books.mail.size).toBe(1);
});

test("what a mail contains is never run nor read as the mailbox's own markup", async () => {
  await send({ subject: "<script>alert(1)</script>", html: '"><script>alert(2)</script>' });
  const [{ id }] = (await list()).messages;
  for (const path of ["/__mail", `/__mail/${id}`]) {
    const page = await (await get(path)).text();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;");
  }
  expect(await (await get(`/__mail/${id}`)).text()).toMatch(/<iframe [^>]*sandbox="(?![^"]*allow-scripts)/);
});

test("a mail that was never caught is 404, and nothing can be posted", async () => {
  expect((await get("/__mail/messages/1")).status).toBe(404);
  expect((await get("/__mail/1")).status).toBe(404);
  const url = new URL("/__mail", store.config.origin);
  expect((await mailboxHandler(store, new Request(url, { method: "POST" }), url))!.status).toBe(405);
});

test("a press lets a mail bounce, or its reader complain: the app is told, signed; what it refuses is shown", async () => {
  const told: { kind: string; signed: boolean }[] = [];
  let status = 200;
  const app = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      const signature = createHmac("sha256", "a secret").update(body).digest("hex");
      told.push({ kind: /report-type=([\w-]+)/.exec(body.toString())![1], signed: request.headers["x-regulars-signature"] === signature });
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((ready) => app.listen(0, "127.0.0.1", ready));
  Object.assign(store.config, { appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}`, mailEventsSecret: "a secret" });
  await send();
  const [{ id }] = (await list()).messages;
  expect(await (await get(`/__mail/${id}`)).text()).toContain("It bounced");
  const press = async (kind: string) => {
    const url = new URL(`/__mail/${id}/report`, store.config.origin);
    const answer = (await mailboxHandler(store, new Request(url, { method: "POST", body: new URLSearchParams({ kind }) }), url))!;
    return [answer.status, answer.headers.get("location")];
  };
  expect(await press("bounced")).toEqual([303, `/__mail/${id}?reported=bounced`]);
  expect(await press("complained")).toEqual([303, `/__mail/${id}?reported=complained`]);
  expect(await press("vanished")).toEqual([404, null]);
  status = 401;
  expect(await press("bounced")).toEqual([502, null]);
  await new Promise((closed) => app.close(closed));
  expect(told).toEqual([
    { kind: "delivery-status", signed: true },
    { kind: "feedback-report", signed: true },
    { kind: "delivery-status", signed: true },
  ]);
});
