/**
 * A mail server that says what a test tells it to: to each command its usual answer, or another one, or nothing at all, or the line
 * breaks. It understands as much of SMTP as one mail takes.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";

export type Command = "greeting" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "text";
export type Answer = string | "silence" | "close" | "reset";

const USUAL: Record<Command, string> = {
  greeting: "220 mail.example",
  EHLO: "250 mail.example",
  AUTH: "235 2.7.0 Welcome",
  MAIL: "250 2.1.0 Ok",
  RCPT: "250 2.1.5 Ok",
  DATA: "354 Go on",
  text: "250 2.0.0 Kept",
};
const END_OF_TEXT = "\r\n.\r\n";

export type MailServer = {
  url: string;
  /** How many texts came in whole. */ texts: () => number;
  /** RCPT as it came. */ named: string[];
  close: () => void;
};

/** @param says asked for each command; undefined is the usual answer */
export async function aMailServer(says: (command: Command) => Answer | undefined, login = ""): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const named: string[] = [];
  let texts = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    let kept = "";
    let inText = false;
    socket.on("error", () => undefined); // broken on purpose
    const answer = (command: Command) => {
      const said = says(command) ?? USUAL[command];
      if (said === "silence") return;
      if (said === "close") return void socket.end();
      if (said === "reset") return void socket.resetAndDestroy();
      inText = command === "DATA" && said.startsWith("354");
      socket.write(`${said}\r\n`);
    };
    socket.on("data", (data) => {
      kept += data.toString("latin1");
      for (;;) {
        const end = kept.indexOf(inText ? END_OF_TEXT : "\r\n");
        if (end < 0) return;
        const line = kept.slice(0, end);
        kept = kept.slice(end + (inText ? END_OF_TEXT.length : 2));
        if (inText) {
          inText = false;
          texts++;
          answer("text");
          continue;
        }
        const [command] = line.split(/[ :]/);
        if (command === "RCPT") named.push(line);
        if (command in USUAL) answer(command as Command);
        else socket.write("250 Ok\r\n");
      }
    });
    answer("greeting");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `smtp://${login}127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts: () => texts,
    named,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
