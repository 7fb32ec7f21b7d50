/**
 * Mail over SMTP by nodemailer. What matters is telling apart "not accepted" (try again) from "perhaps accepted" (never again by
 * itself): a line that breaks after the message was handed over is unknown. Where MAIL_RETURN_PATH is set, every mail has a
 * return address of its own, so that whatever comes back names the mail it is about.
 */
import { createTransport, type Transporter } from "nodemailer";
import { env } from "~/env.server";
import { meansAddressGone } from "~/domain/letter/bounce";
import type { MailOutcome, Mailer } from "~/ports/mailer";
import { returnPathFor } from "./return-path";

let transport: Transporter | undefined;

export const smtpMailer = (): Mailer => ({
  sender: () => ({ address: env().MAIL_FROM, dkimSelector: env().MAIL_DKIM_SELECTOR ?? null }),
  async send(mail): Promise<MailOutcome> {
    transport ??= createTransport({
      url: env().SMTP_URL,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    } as Parameters<typeof createTransport>[0]);
    const { MAIL_FROM, MAIL_RETURN_PATH } = env();
    const returnPath = MAIL_RETURN_PATH && returnPathFor(MAIL_RETURN_PATH, mail.messageId);
    try {
      await transport.sendMail({
        messageId: mail.messageId,
        from: { name: mail.fromName, address: MAIL_FROM },
        to: mail.to,
        ...(returnPath && { envelope: { from: returnPath, to: mail.to } }),
        replyTo: mail.replyTo,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: mail.headers,
      });
      return { outcome: "accepted" };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  },
});

export type SmtpError = Error & { code?: string; responseCode?: number; command?: string; response?: string };

/** What nodemailer's error means for the mail. */
export function outcomeOf(error: SmtpError): MailOutcome {
  const reason = error.message;
  // Our own name and password: the mail is as good as before.
  if (error.code === "EAUTH") return { outcome: "try later", reason };
  if (error.responseCode && error.responseCode >= 500) return { outcome: "refused", reason, addressGone: isAddressGone(error) };
  if (error.responseCode && error.responseCode >= 400) return { outcome: "try later", reason };
  // Before DATA nothing can have been accepted; from DATA on, a lost reply may hide an accepted mail.
  const beforeData = error.code === "ECONNECTION" || error.code === "EDNS" || (error.command !== undefined && error.command !== "DATA");
  return { outcome: beforeData && error.command !== "DATA" ? "try later" : "unknown", reason };
}

/** By the status code; without one, a refusal of the recipient counts. */
function isAddressGone({ response = "", message, responseCode, command = "" }: SmtpError): boolean {
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response || message);
  if (status) return meansAddressGone(status[0]);
  return command.startsWith("RCPT") && (responseCode === 550 || responseCode === 551 || responseCode === 553);
}
