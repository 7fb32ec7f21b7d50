/**
 * Mail over SMTP by nodemailer. What matters is telling apart "not accepted" (try again) from "perhaps accepted" (never again by
 * itself): a line that breaks after the text was begun is unknown. Where MAIL_RETURN_PATH is set, every mail has a return address of
 * its own, so that whatever comes back names the mail it is about.
 */
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { env } from "~/env.server";
import type { Mailer } from "~/ports/mailer";
import { returnPathFor } from "./return-path";
import { outcomeOf, type SmtpError } from "./smtp-outcome";

/** Milliseconds. */
export type SmtpWaits = {
  connect: number;
  greeting: number;
  /** For each answer. RFC 5321 (4.5.3.2) would wait ten minutes for the last one; who waits less must not send again. */
  answer: number;
  /** For all of it, a place in the line to the mail server included: a job is taken back after three minutes. */
  whole: number;
};
const WAITS: SmtpWaits = { connect: 10_000, greeting: 10_000, answer: 100_000, whole: 130_000 };

/** One address as a shop may hold it: nodemailer would make something else of anything else, such as two addresses, or another one. */
const ONE_ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;

let usual: Mailer | undefined;

/** To the mail server of this app; one pool of connections a process. */
export const smtpMailer = (): Mailer => (usual ??= smtpMailerAt(env().SMTP_URL, WAITS));

/** @param url of the mail server */
export function smtpMailerAt(url: string, waits: SmtpWaits): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: waits.connect,
    greetingTimeout: waits.greeting,
    socketTimeout: waits.answer,
  } as Parameters<typeof createTransport>[0]);
  // An error does not tell how far a mail came: a broken line always says "CONN". Whether its text was begun can be seen at the text
  // itself, which nodemailer hands out once for each try and reads only after the server has asked for it. Told apart by the signal.
  const texts = new WeakMap<AbortSignal, Readable[]>();
  transport.use("stream", ({ data, message }, done) => {
    const handOut = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const text = handOut(options);
      texts.get(data.signal as AbortSignal)?.push(text);
      return text;
    };
    done();
  });

  return {
    sender: () => ({ address: env().MAIL_FROM, dkimSelector: env().MAIL_DKIM_SELECTOR ?? null }),
    async send(mail) {
      if (!ONE_ADDRESS.test(mail.to)) return { outcome: "refused", reason: `"${mail.to}" is not an address`, addressGone: true };
      const { MAIL_FROM, MAIL_RETURN_PATH } = env();
      const returnPath = MAIL_RETURN_PATH && returnPathFor(MAIL_RETURN_PATH, mail.messageId);
      const signal = AbortSignal.timeout(waits.whole);
      const tried: Readable[] = [];
      texts.set(signal, tried);
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
          signal,
        });
        return { outcome: "accepted" };
      } catch (error) {
        return outcomeOf(error as SmtpError, { textBegun: tried.some((text) => text.readableDidRead) });
      }
    },
  };
}
