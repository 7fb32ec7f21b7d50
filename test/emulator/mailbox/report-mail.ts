/**
 * What comes back of a mail, as mail servers write it: a delivery status (RFC 3464) when it bounced, an abuse report (RFC 5965)
 * when its reader called it unwanted. Sent to the app's own receiver, signed as its operator would have their mailbox do.
 */
import { createHmac } from "node:crypto";
import type { Mail } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

export type ReportKind = "bounced" | "complained";
export type MailReport = { body: string; contentType: string };

const lines = (...all: string[]): string => all.join("\r\n");

export function reportOf(mail: Mail, kind: ReportKind): MailReport {
  const headers = mail.raw.slice(0, Math.max(0, mail.raw.search(/\r?\n\r?\n/)));
  const second =
    kind === "bounced"
      ? lines(
          "Content-Type: message/delivery-status",
          "",
          "Reporting-MTA: dns; mailbox.emulator",
          "",
          `Final-Recipient: rfc822; ${mail.to[0]}`,
          "Action: failed",
          "Status: 5.1.1",
          "Diagnostic-Code: smtp; 550 5.1.1 No such mailbox",
        )
      : lines("Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "User-Agent: mailbox.emulator/1", "Version: 1");
  const type = kind === "bounced" ? "delivery-status" : "feedback-report";
  const body = lines(
    "Return-Path: <>",
    "From: postmaster@mailbox.emulator",
    `To: ${mail.from}`,
    "Subject: What became of your mail",
    `Content-Type: multipart/report; report-type=${type}; boundary="part"`,
    "",
    "--part",
    "Content-Type: text/plain",
    "",
    kind === "bounced" ? "Your mail could not be delivered." : "A reader of ours did not want this mail.",
    "--part",
    second,
    "",
    "--part",
    "Content-Type: text/rfc822-headers",
    "",
    headers,
    "--part--",
    "",
  );
  return { body, contentType: "message/rfc822" };
}

export class ReportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReportRefused";
  }
}

/** @returns what the app answered @throws ReportRefused when no secret is configured, or the app did not take it */
export async function reportMail(context: EmulatorContext, mail: Mail, kind: ReportKind): Promise<unknown> {
  const { mailEventsSecret, appUrl } = context.config;
  if (!mailEventsSecret) throw new ReportRefused("config.mailEventsSecret is not set: the app takes no unsigned reports");
  const { body, contentType } = reportOf(mail, kind);
  const signature = createHmac("sha256", mailEventsSecret).update(body).digest("hex");
  const response = await fetch(new URL("/mail/events", appUrl), {
    method: "POST",
    headers: { "content-type": contentType, "x-regulars-signature": signature },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const said = await response.text();
  if (!response.ok) throw new ReportRefused(`the app answered ${response.status}: ${said.slice(0, 200)}`);
  return JSON.parse(said) as unknown;
}
