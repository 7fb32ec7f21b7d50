import { afterEach, describe, expect, test } from "vitest";
import { smtpMailerAt } from "~/adapters/smtp-mailer.server";
import { outcomeOf } from "~/adapters/smtp-outcome";
import type { Mail } from "~/ports/mailer";
import { startMailbox } from "../emulator/mailbox/mailbox";
import { smallStore } from "../emulator/small-store";
import { aMailServer, type Answer, type Command } from "./a-mail-server";

const MAIL: Mail = {
  ...{ messageId: "<1@small.example>", to: "mia@people.example", fromName: "Small & Sons" },
  ...{ subject: "Hello", html: "<p>Hello</p>", text: "Hello" },
};
const WAITS = { connect: 400, greeting: 400, answer: 400, whole: 3_000 };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function against(says: Partial<Record<Command, Answer>>, { login = "", waits = WAITS, mail = {} as Partial<Mail> } = {}) {
  const server = await aMailServer((command) => says[command], login);
  open.push(server);
  return { server, outcome: await smtpMailerAt(server.url, waits).send({ ...MAIL, ...mail }) };
}
/** The whole story of AUTH, which a server must offer. */
const WITH_LOGIN = { EHLO: "250-mail.example\r\n250 AUTH PLAIN" };

describe("a line that breaks after the text was begun may hide an accepted mail: nobody sends it again by themselves", () => {
  test.each<[string, Answer]>([
    ["the server says nothing more", "silence"],
    ["it hangs up", "close"],
    ["the line is torn", "reset"],
  ])("%s after the whole text", async (_what, answer) => {
    const { outcome, server } = await against({ text: answer });
    expect(outcome.outcome).toBe("unknown");
    expect(server.texts()).toBe(1);
  });

  test("the emulator's mail server keeps it and hangs up: the mail is there once", async () => {
    const store = smallStore();
    const mailbox = await startMailbox(store, { port: 0 });
    open.push(mailbox);
    store.faults.mail.acceptThenDropNext = 1;
    const mailer = smtpMailerAt(`smtp://127.0.0.1:${mailbox.port}`, WAITS);
    expect((await mailer.send(MAIL)).outcome).toBe("unknown");
    expect(store.books.mail.size).toBe(1);
    expect(await mailer.send(MAIL)).toEqual({ outcome: "accepted" });
  });

  test("a line that was used before and breaks on the second mail's text is no different", async () => {
    let texts = 0;
    const server = await aMailServer((command) => (command === "text" && ++texts === 2 ? "close" : undefined));
    open.push(server);
    const mailer = smtpMailerAt(server.url, WAITS);
    expect(await mailer.send(MAIL)).toEqual({ outcome: "accepted" });
    expect((await mailer.send(MAIL)).outcome).toBe("unknown");
    expect(server.texts()).toBe(2);
  });

  test("all of it taking too long is no different", async () => {
    const { outcome } = await against({ text: "silence" }, { waits: { ...WAITS, answer: 5_000, whole: 500 } });
    expect(outcome.outcome).toBe("unknown");
  });
});

describe("before the text nothing can have been accepted: later is safe", () => {
  test.each<[Command, Answer]>(
    (["greeting", "EHLO", "MAIL", "RCPT", "DATA"] as const).flatMap((command) =>
      (["silence", "close", "reset"] as const).map((answer) => [command, answer] as [Command, Answer]),
    ),
  )("%s is answered by %s", async (command, answer) => {
    const { outcome, server } = await against({ [command]: answer });
    expect(outcome).toMatchObject({ outcome: "try later" });
    expect(outcome).not.toHaveProperty("senderRefused");
    expect(server.texts()).toBe(0);
  });

  test.each<[Command, string]>([
    ["MAIL", "451 4.3.0 Busy"],
    ["RCPT", "450 4.2.0 Greylisted"],
    ["RCPT", "503 5.5.1 Out of step"],
    ["DATA", "451 4.3.0 Busy"],
    ["text", "451 4.3.0 Busy"],
    ["text", "421 4.3.2 Closing"],
  ])("%s is answered by %s", async (command, answer) => {
    const { outcome } = await against({ [command]: answer });
    expect(outcome).toMatchObject({ outcome: "try later" });
    expect(outcome).not.toHaveProperty("senderRefused");
  });

  test("nobody listens there", async () => {
    const { url, close } = await aMailServer(() => undefined);
    close();
    expect(await smtpMailerAt(url, WAITS).send(MAIL)).toMatchObject({ outcome: "try later" });
  });

  test("a name that no one knows", async () => {
    expect(await smtpMailerAt("smtp://mail.invalid:25", { ...WAITS, connect: 3_000, whole: 6_000 }).send(MAIL)).toMatchObject({
      outcome: "try later",
    });
  });

  test("no place was free in time", async () => {
    const server = await aMailServer((command) => (command === "text" ? "silence" : undefined));
    open.push(server);
    const mailer = smtpMailerAt(server.url, { ...WAITS, answer: 5_000, whole: 500 });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => mailer.send(MAIL)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["try later", "unknown", "unknown", "unknown", "unknown"]);
  });
});

describe("it is us whom the server refuses: later, and told, whoever the mail is for", () => {
  test.each<[Command, string]>([
    ["greeting", "554 5.7.1 Not from there"],
    ["MAIL", "530 5.7.0 Authentication required"],
    ["MAIL", "550 5.7.1 Sender not allowed"],
    ["MAIL", "550 no"],
    ["RCPT", "530 5.7.0 Authentication required"],
    ["RCPT", "550 5.1.8 Bad sender's system"],
    ["text", "550 5.1.7 Bad sender"],
    ["text", "550 5.4.5 Daily sending quota exceeded"],
  ])("%s is answered by %s", async (command, answer) => {
    const { outcome } = await against({ [command]: answer });
    expect(outcome).toMatchObject({ outcome: "try later", senderRefused: true });
  });

  test("our name and password", async () => {
    const { outcome } = await against({ ...WITH_LOGIN, AUTH: "535 5.7.8 Bad" }, { login: "me:secret@" });
    expect(outcome).toMatchObject({ outcome: "try later", senderRefused: true });
  });

  test("that they cannot be looked up just now is nothing to tell", async () => {
    const { outcome } = await against({ ...WITH_LOGIN, AUTH: "454 4.7.0 Not now" }, { login: "me:secret@" });
    expect(outcome).toMatchObject({ outcome: "try later" });
    expect(outcome).not.toHaveProperty("senderRefused");
  });
});

describe("refused for good", () => {
  test.each<[string, Command, string, boolean]>([
    ["no such mailbox", "RCPT", "550 5.1.1 No such user", true],
    ["a system that takes no mail", "RCPT", "556 5.1.10 Null MX", true],
    ["a mailbox switched off", "text", "550 5.2.1 Disabled", true],
    ["a mailbox that is full", "text", "552 5.2.2 Full", false],
    ["who sends is not trusted there", "RCPT", "550 5.7.1 Not allowed", false],
    ["it may be either's address", "RCPT", "550 5.1.0 Rejected", false],
    ["without a status it may as well be us", "RCPT", "550 relay not permitted", false],
    ["after the text, without a reason", "text", "554 no", false],
  ])("%s: %s is answered by %s", async (_what, command, answer, addressGone) => {
    const { outcome } = await against({ [command]: answer });
    expect(outcome).toMatchObject({ outcome: "refused", addressGone });
  });

  test.each([
    "",
    "mia",
    "mia@people@example",
    "mia<people@example",
    "mia@people.example, tom@people.example",
    "mia@people.example\r\nRCPT TO:<tom@people.example>",
  ])("%j is no address: no server is asked about it", async (to) => {
    const { outcome, server } = await against({}, { mail: { to } });
    expect(outcome).toMatchObject({ outcome: "refused", addressGone: true });
    expect(server.named).toEqual([]);
  });

  test("what nodemailer alone cannot read is told alike", () => {
    const error = Object.assign(new Error("No recipients defined"), { code: "EENVELOPE", command: "API" });
    expect(outcomeOf(error, { textBegun: false })).toMatchObject({ outcome: "refused", addressGone: true });
  });
});
