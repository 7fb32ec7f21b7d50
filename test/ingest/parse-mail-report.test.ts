/** Reports as RFC 3464 and RFC 5965 write them, and the list a provider's webhook can be turned into. */
import { describe, expect, test } from "vitest";
import { returnPathFor } from "~/adapters/return-path";
import { parseMailReport } from "~/ingest/parse-mail-report";

const ID = "0b1c2d3e-4f50-4a61-8b72-93a4b5c6d7e8";
const MESSAGE_ID = `<${ID}@tea.myshopify.com>`;
const returnPath = returnPathFor("bounces@mail.example.com", MESSAGE_ID)!;
const mail = { shopId: "tea.myshopify.com", mailId: ID };

const dsn = (action: string, status: string, to = returnPath, said = status) =>
  `Return-Path: <>\r\nTo: ${to}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; gone@people.example\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 ${said} No such user\r\n\r\n--b--\r\n`;

test("a return address names its mail and stays within what an address may hold", () => {
  expect(returnPath).toBe(`bounces+${ID.replaceAll("-", "")}.tea@mail.example.com`);
  expect(returnPathFor("bounces@mail.example.com", `<${ID}@${"a".repeat(40)}.myshopify.com>`)).toBeNull();
  expect(returnPathFor("bounces@mail.example.com", "<other@else.example>")).toBeNull();
});

describe("a report of a mail server", () => {
  test("a delivery that failed for good, by the return address alone", () =>
    expect(parseMailReport(dsn("failed", "5.1.1"), "message/rfc822")).toEqual({
      events: [{ ...mail, kind: "bounced", detail: "smtp; 550 5.1.1 No such user" }],
      unreadable: 0,
    }));
  test.each([
    ["delayed", "4.4.1"],
    ["delivered", "2.0.0"],
    ["failed", "4.2.2"],
    ["failed", "5.2.2"],
    ["failed", "5.7.1"],
  ])("%s with %s is no bounce", (action, status) =>
    expect(parseMailReport(dsn(action, status), "message/rfc822")).toEqual({ events: [], unreadable: 0 }),
  );
  test("the refusing server's own words count, where who reports them says only that it failed", () => {
    expect(parseMailReport(dsn("failed", "5.0.0", returnPath, "5.1.1"), "message/rfc822")?.events).toHaveLength(1);
    expect(parseMailReport(dsn("failed", "5.1.1", returnPath, "5.7.26"), "message/rfc822")?.events).toHaveLength(0);
  });
  test("a complaint, by the message id of the mail it quotes", () =>
    expect(parseMailReport(`Feedback-Type: abuse\r\nVersion: 1\r\n\r\nMessage-ID: ${MESSAGE_ID}\r\n`, "message/feedback-report")).toEqual({
      events: [{ ...mail, kind: "complained", detail: null }],
      unreadable: 0,
    }));
  test("a failure that names no mail of ours is counted, not guessed", () =>
    expect(parseMailReport(dsn("failed", "5.1.1", "bounces@mail.example.com"), "message/rfc822")).toEqual({ events: [], unreadable: 1 }));
  test("a letter that is no report is not read as one", () =>
    expect(parseMailReport("Subject: Hello\r\n\r\nHow are you?", "message/rfc822")).toBeNull());
});

describe("a list in JSON", () => {
  const read = (events: unknown) => parseMailReport(JSON.stringify({ events }), "application/json; charset=utf-8");
  test("names mails by message id or return path", () =>
    expect(
      read([
        { kind: "bounced", messageId: MESSAGE_ID, detail: "mailbox full" },
        { kind: "complained", returnPath },
        { kind: "bounced", messageId: "<x@y>" },
      ]),
    ).toEqual({
      events: [
        { ...mail, kind: "bounced", detail: "mailbox full" },
        { ...mail, kind: "complained", detail: null },
      ],
      unreadable: 1,
    }));
  test.each([[[]], [[{ kind: "opened" }]], [{}], ["{oops"]])("%j is not understood", (events) =>
    expect(typeof events === "string" ? parseMailReport(events, "application/json") : read(events)).toBeNull(),
  );
});
