/** The app's webhook address as an HTTP server, so that the emulator delivers for itself: signed, doubled, shuffled, late. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { receiveWebhook } from "~/ingest/receive-webhook.server";

/** Start it before the emulator, and give the emulator its origin as config.appUrl. */
export async function listenForWebhooks(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", async () => {
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const response = await receiveWebhook(
        new Request("http://localhost:3000/webhooks", { method: incoming.method, headers, body: Buffer.concat(chunks) }),
      );
      outgoing.writeHead(response.status).end(await response.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
