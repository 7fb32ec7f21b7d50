import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { PortTaken, anyFreePort, needPorts } from "./free-port.ts";

const open: net.Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function occupy(port: number, host: string): Promise<void> {
  const server = net.createServer();
  open.push(server);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
}

test("two free ports are fine, and stay free", async () => {
  const port = await anyFreePort();
  await needPorts(port);
  await occupy(port, "127.0.0.1");
});

test("a taken port is named with whose it would be and another to try", async () => {
  const port = await anyFreePort();
  await occupy(port, "127.0.0.1");
  await expect(needPorts(port)).rejects.toThrow(PortTaken);
  await expect(needPorts(port)).rejects.toThrow(new RegExp(`Port ${port} \\(the admin's\\).*--port \\d+`));
  await expect(needPorts(port - 1)).rejects.toThrow(new RegExp(`Port ${port} \\(the app's`));
});

test("a program that listens on every address takes the port too", async () => {
  const port = await anyFreePort();
  await occupy(port, "0.0.0.0");
  await expect(needPorts(port)).rejects.toThrow(PortTaken);
});

test("the port proposed instead exists", async () => {
  await occupy(65_534, "127.0.0.1");
  await expect(needPorts(65_534)).rejects.toThrow(/--port 65434/);
});
