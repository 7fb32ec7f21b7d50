/** Ports: those a person opens must be free, the others are any free ones. */
import net from "node:net";

export class PortTaken extends Error {}

const HIGHEST = 65_534;

/** The port it took, or why it could not. A machine without this address has nobody there either. */
const listen = (port: number, host: string): Promise<number | "taken" | "forbidden"> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", ({ code, ...rest }: NodeJS.ErrnoException) => {
      if (code === "EADDRINUSE") resolve("taken");
      else if (code === "EACCES") resolve("forbidden");
      else if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") resolve(port);
      else reject(Object.assign(new Error(`Port ${port} could not be tried (${code})`), rest));
    });
    server.listen(port, host, () => {
      const { port: taken } = server.address() as net.AddressInfo;
      server.close(() => resolve(taken));
    });
  });

/**
 * Both loopback addresses are tried: browsers take "localhost" for the second one first, and would meet a stranger there.
 * @throws PortTaken, saying what to do.
 */
export async function needPorts(admin: number): Promise<void> {
  const another = `choose another port: npm run demo -- --port ${admin + 100 <= HIGHEST ? admin + 100 : admin - 100}`;
  for (const [port, whose] of [
    [admin, "the admin's"],
    [admin + 1, "the app's, one behind the admin's"],
  ] as const)
    for (const host of ["127.0.0.1", "::1"]) {
      const found = await listen(port, host);
      if (found === "taken") throw new PortTaken(`Port ${port} (${whose}) is taken by another program. Stop that program, or ${another}`);
      if (found === "forbidden") throw new PortTaken(`Port ${port} (${whose}) is not open to this user. So ${another}`);
    }
}

export async function anyFreePort(): Promise<number> {
  const port = await listen(0, "127.0.0.1");
  if (typeof port === "string") throw new PortTaken("No free port on this machine: close some programs and try again.");
  return port;
}
