/** What nodemailer's error means for the mail: who or what was refused, and whether it may be tried again. */
import { isAboutSender, meansAddressGone } from "~/domain/letter/bounce";
import type { MailOutcome } from "~/ports/mailer";

export type SmtpError = Error & { code?: string; responseCode?: number | false; command?: string; response?: string };

/** Our own name and password. */
const LOGIN = new Set(["EAUTH", "ENOAUTH", "EOAUTH2"]);
const ASKS_FOR_LOGIN = new Set([530, 534, 535, 538]);
/** "Bad sequence of commands": of the session, not of the mail. */
const OUT_OF_STEP = 503;

/** @param textBegun whether a byte of the text was handed over: from there on a lost answer may hide an accepted mail */
export function outcomeOf(error: SmtpError, { textBegun }: { textBegun: boolean }): MailOutcome {
  const { code, command = "", message: reason } = error;
  const answer = error.responseCode || null;
  if (LOGIN.has(code ?? "")) return { outcome: "try later", reason, ...((answer === null || answer >= 500) && { senderRefused: true }) };
  if (answer !== null && answer >= 400 && (answer < 500 || answer === OUT_OF_STEP)) return { outcome: "try later", reason };
  if (answer !== null && answer >= 500) {
    const status = statusOf(error);
    const ofRecipientOrText = textBegun || command.startsWith("RCPT") || command === "DATA";
    if (!ofRecipientOrText || ASKS_FOR_LOGIN.has(answer) || (status && isAboutSender(status)))
      return { outcome: "try later", reason, senderRefused: true };
    // Without a status it may as well be us whom the server does not serve.
    return { outcome: "refused", reason, addressGone: status !== null && meansAddressGone(status) };
  }
  // Our own address is a good one (env.server), so it is theirs that nodemailer cannot read.
  if (code === "EENVELOPE" && command === "API") return { outcome: "refused", reason, addressGone: true };
  return { outcome: textBegun ? "unknown" : "try later", reason };
}

/** The enhanced status code (RFC 3463); null: the server does not tell one. */
const statusOf = ({ response, message }: SmtpError): string | null => /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response || message)?.[0] ?? null;
