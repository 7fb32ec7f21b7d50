/**
 * Mail over SMTP by nodemailer. What matters is telling apart "not accepted" (try again) from "perhaps accepted"
 * (never again by itself): a line that breaks after the message was handed over is unknown.
 */
import { createTransport, type Transporter } from "nodemailer";
import { env } from "~/env.server";
import type { MailOutcome, Mailer } from "~/ports/mailer";

let transport: Transporter | undefined;

export const smtpMailer = (): Mailer => ({
  async send(mail): Promise<MailOutcome> {
    transport ??= createTransport({
      url: env().SMTP_URL,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    } as Parameters<typeof createTransport>[0]);
    try {
      await transport.sendMail({
        messageId: mail.messageId,
        from: { name: mail.fromName, address: env().MAIL_FROM },
        to: mail.to,
        replyTo: mail.replyTo,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: mail.headers,
      });
      return { outcome: "accepted" };
    } catch (error) {
      return outcomeOf(error as Error & { code?: string; responseCode?: number; command?: string });
    }
  },
});

function outcomeOf(error: Error & { code?: string; responseCode?: number; command?: string }): MailOutcome {
  const reason = error.message;
  if (error.responseCode && error.responseCode >= 500) return { outcome: "refused", reason };
  if (error.responseCode && error.responseCode >= 400) return { outcome: "try later", reason };
  // Before DATA nothing can have been accepted; from DATA on, a lost reply may hide an accepted mail.
  const beforeData =
    error.code === "ECONNECTION" ||
    error.code === "EDNS" ||
    error.code === "EAUTH" ||
    (error.command !== undefined && error.command !== "DATA");
  return { outcome: beforeData && error.command !== "DATA" ? "try later" : "unknown", reason };
}
