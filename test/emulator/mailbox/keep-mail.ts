/**
 * Puts one mail into the books. `raw` is kept as latin1 text, one character a byte, so that a mail comes out as it went in
 * whatever its encoding; reading it back goes through `parseMail`.
 */
import PostalMime, { type Email } from "postal-mime";
import type { Mail } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

/** @param mail `from` and `to` are the envelope's, which may differ from the headers'; `raw` is latin1 text. */
export async function keepMail(context: EmulatorContext, mail: { from: string; to: string[]; raw: string }): Promise<Mail> {
  const parsed = await parseMail(mail.raw);
  const id = context.books.nextId();
  return context.books.mail.put(id, {
    id,
    from: mail.from,
    to: mail.to,
    subject: parsed.subject ?? "",
    receivedAt: context.clock.iso(),
    raw: mail.raw,
  });
}

export function parseMail(raw: string): Promise<Email> {
  return PostalMime.parse(Buffer.from(raw, "latin1"));
}
