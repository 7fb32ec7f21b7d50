/**
 * The mail catcher: an SMTP server on loopback that puts every mail, as it came, into the books, whoever it is addressed to.
 * Its faults are the two that matter to a sender: refused for good, and kept although the sender never hears of it.
 */
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import type { EmulatorContext } from "../context.ts";
import { keepMail } from "./keep-mail.ts";

export type Mailbox = { port: number; close(): Promise<void> };

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** @param options.port 0 takes any free one. @throws when the port is taken (EADDRINUSE). */
export async function startMailbox(context: EmulatorContext, options: { port: number }): Promise<Mailbox> {
  const socketsByRemotePort = new Map<number, Socket>();
  const server = new SMTPServer({
    name: "mailbox.emulator",
    banner: "nothing sent here leaves this machine",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: "anyone" }),
    onData: (stream, session, done) => {
      wholeMail(stream, () => stream.sizeExceeded)
        .then(async (raw) => {
          const { mail } = context.faults;
          if (mail.rejectNext > 0) {
            mail.rejectNext -= 1;
            return done(refusal(550, "5.1.1 No such mailbox (the emulator was asked to refuse this mail)"));
          }
          await keepMail(context, {
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw,
          });
          if (mail.acceptThenDropNext > 0) {
            mail.acceptThenDropNext -= 1;
            socketsByRemotePort.get(session.remotePort)?.destroy();
          }
          done(null);
        })
        .catch((error: Error) => done(refusal(554, `5.6.0 ${error.message}`)));
    },
  });
  server.server.on("connection", (socket: Socket) => {
    const port = socket.remotePort!;
    socketsByRemotePort.set(port, socket);
    socket.on("close", () => socketsByRemotePort.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    // A sender that hangs up, or whom our own fault cut off, is not the mailbox's failure.
    if (error.code !== "ECONNRESET" && error.code !== "EPIPE") console.error("the emulator's mailbox:", error);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of socketsByRemotePort.values()) socket.destroy();
      }),
  };
}

async function wholeMail(stream: AsyncIterable<Buffer>, tooLarge: () => boolean): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!tooLarge()) chunks.push(chunk);
  if (tooLarge()) throw new Error(`the mail is larger than ${MAX_MAIL_BYTES} bytes`);
  return Buffer.concat(chunks).toString("latin1");
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
