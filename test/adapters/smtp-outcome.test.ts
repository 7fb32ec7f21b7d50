import { expect, test } from "vitest";
import { outcomeOf, type SmtpError } from "~/adapters/smtp-mailer.server";

const error = (parts: Partial<SmtpError>) => Object.assign(new Error(parts.response ?? parts.code ?? "broken"), parts) as SmtpError;

test.each<[string, Partial<SmtpError>, object]>([
  [
    "no such mailbox",
    { responseCode: 550, command: "RCPT TO", response: "550 5.1.1 No such user" },
    { outcome: "refused", addressGone: true },
  ],
  [
    "a mailbox switched off",
    { responseCode: 550, command: "DATA", response: "550 5.2.1 Disabled" },
    { outcome: "refused", addressGone: true },
  ],
  [
    "a mailbox that is full",
    { responseCode: 552, command: "DATA", response: "552 5.2.2 Full" },
    { outcome: "refused", addressGone: false },
  ],
  [
    "who sends is not trusted",
    { responseCode: 550, command: "RCPT TO", response: "550 5.7.1 Not allowed" },
    { outcome: "refused", addressGone: false },
  ],
  [
    "an old server without fine words",
    { responseCode: 550, command: "RCPT TO", response: "550 unknown" },
    { outcome: "refused", addressGone: true },
  ],
  [
    "refused after the text, without a reason",
    { responseCode: 554, command: "DATA", response: "554 no" },
    { outcome: "refused", addressGone: false },
  ],
  ["busy", { responseCode: 451, command: "DATA", response: "451 busy" }, { outcome: "try later" }],
  ["our own password", { code: "EAUTH", responseCode: 535, response: "535 5.7.8 bad" }, { outcome: "try later" }],
  ["not reached", { code: "ECONNECTION" }, { outcome: "try later" }],
  ["broken after the text was handed over", { code: "ETIMEDOUT", command: "DATA" }, { outcome: "unknown" }],
  ["broken, nobody knows where", { code: "ETIMEDOUT" }, { outcome: "unknown" }],
])("%s", (_what, parts, outcome) => expect(outcomeOf(error(parts))).toMatchObject(outcome));
