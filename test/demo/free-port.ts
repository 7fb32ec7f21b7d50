/** Ports: those a person opens must be free, the others are any free ones. */
import net from "node:net";

export class PortTaken extends Error {}

const listen = (port: number, host: string): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(null) : reject(error),
    );
    server.listen(port, host, () => {
      const { port: taken } = server.address() as net.AddressInfo;
      server.close(() => resolve(taken));
    });
  });

/** @throws PortTaken, saying what to do. */
export async function needPort(port: number): Promise<void> {
  if ((await listen(port, "127.0.0.1")) === null)
    throw new PortTaken(
      `Port ${port} is taken by another program. Stop that program, or choose another port: npm run demo -- --port ${port + 100}`,
    );
}

export async function anyFreePort(): Promise<number> {
  const port = await listen(0, "127.0.0.1");
  if (port === null) throw new PortTaken("No free port on this machine: close some programs and try again.");
  return port;
}
