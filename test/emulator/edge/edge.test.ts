import { createServer, get, request as httpRequest, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallStore } from "../small-store.ts";
import { startEdge, type Edge } from "./edge.ts";
import { APP_BRIDGE_URL, replaceInStream } from "./replace-in-stream.ts";

const ORIGIN = "http://127.0.0.1:4000";
let app: Server;
let edge: Edge;
let answer: RequestListener;

beforeEach(async () => {
  app = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  edge = await startEdge(smallStore({ origin: ORIGIN }), { port: 0, appPort: (app.address() as AddressInfo).port });
});
afterEach(async () => {
  await edge.close();
  app.closeAllConnections();
  app.close();
});

const at = (path: string) => `http://127.0.0.1:${edge.port}${path}`;
const bodyOf = async (message: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

test("the app sees the Host, method and body that the browser sent", async () => {
  answer = async (request, response) =>
    response.end(JSON.stringify([request.method, request.url, request.headers.host, await bodyOf(request)]));
  const seen = await new Promise<string>((resolve, reject) => {
    const call = httpRequest(at("/app?x=1"), { method: "POST", headers: { host: "localhost:4001" } }, (message) =>
      bodyOf(message).then(resolve, reject),
    );
    call.on("error", reject);
    call.end("tea");
  });
  expect(JSON.parse(seen)).toEqual(["POST", "/app?x=1", "localhost:4001", "tea"]);
});

test("pages load the stand-in for App Bridge, and the emulator's admin may frame them", async () => {
  answer = (_request, response) => {
    response.writeHead(200, {
      "content-type": "text/html",
      "content-security-policy": "frame-ancestors https://small-store.myshopify.com https://admin.shopify.com;",
      link: `<${APP_BRIDGE_URL}>; rel="preload"; as="script";`,
    });
    response.write(`<p>Grüße</p><script src="${APP_BRIDGE_URL.slice(0, 20)}`);
    response.end(`${APP_BRIDGE_URL.slice(20)}"></script>`);
  };
  const page = await fetch(at("/app"));
  expect(await page.text()).toBe(`<p>Grüße</p><script src="${ORIGIN}/shopifycloud/app-bridge.js"></script>`);
  expect(page.headers.get("content-security-policy")).toBe(
    `frame-ancestors ${ORIGIN} https://small-store.myshopify.com https://admin.shopify.com;`,
  );
  expect(page.headers.get("link")).toContain(`${ORIGIN}/shopifycloud/app-bridge.js`);
});

test("the app's scripts name the same address as its pages, or React would find a difference; other files pass untouched", async () => {
  for (const [type, expected] of [
    ["text/javascript", `"${ORIGIN}/shopifycloud/app-bridge.js"`],
    ["application/json", `"${APP_BRIDGE_URL}"`],
  ]) {
    const body = `"${APP_BRIDGE_URL}"`;
    answer = (_request, response) => response.writeHead(200, { "content-type": type, "content-length": body.length }).end(body);
    expect(await (await fetch(at("/file"))).text()).toBe(expected);
  }
});

test("a page that forbids framing stays unframed, and a redirect into Shopify's admin goes to the emulator's", async () => {
  answer = (_request, response) => {
    response.writeHead(302, {
      "content-security-policy": "frame-ancestors 'none';",
      location: "https://admin.shopify.com/store/small-store/apps/test-key/app",
    });
    response.end();
  };
  const page = await fetch(at("/app"), { redirect: "manual" });
  expect(page.headers.get("content-security-policy")).toBe("frame-ancestors 'none';");
  expect(page.headers.get("location")).toBe(`${ORIGIN}/store/small-store/apps/test-key/app`);
});

test("the address of App Bridge is replaced however the page is cut into chunks, and nothing else changes", async () => {
  const page = `ä<i>${APP_BRIDGE_URL}</i>https://cdn.shopify.com/other${APP_BRIDGE_URL}http`;
  for (let size = 1; size <= page.length; size++) {
    const stream = replaceInStream(APP_BRIDGE_URL, "/bridge.js");
    const bytes = Buffer.from(page);
    for (let from = 0; from < bytes.length; from += size) stream.write(bytes.subarray(from, from + size));
    stream.end();
    expect(Buffer.concat(await stream.toArray()).toString()).toBe("ä<i>/bridge.js</i>https://cdn.shopify.com/other/bridge.jshttp");
  }
});

test("answers stream: the first part arrives while the app is still writing", async () => {
  let finish = (): void => undefined;
  answer = (_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write("first");
    finish = () => response.end("last");
  };
  const parts: string[] = [];
  await new Promise<void>((resolve, reject) =>
    get(at("/"), (message) => {
      message.on("data", (chunk: Buffer) => {
        parts.push(chunk.toString());
        finish();
      });
      message.on("end", resolve);
    }).on("error", reject),
  );
  expect(parts).toEqual(["first", "last"]);
});

test("an app that isn't running is a 502 that says so", async () => {
  await new Promise((resolve) => app.close(resolve));
  const page = await fetch(at("/app"));
  expect(page.status).toBe(502);
  expect(await page.text()).toContain("The app isn't up yet");
});

test("websockets pass both ways", async () => {
  app.on("upgrade", (request, socket: Socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n${request.headers["sec-websocket-protocol"]}`,
    );
    socket.on("data", (data) => socket.write(`echo ${data}`));
  });
  const socket = connect(edge.port, "127.0.0.1");
  socket.write("GET /hmr HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\nSec-WebSocket-Protocol: vite-hmr\r\n\r\n");
  const heard = await new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (data) => {
      text += data;
      if (text.includes("vite-hmr") && !text.includes("echo hi")) socket.write("hi");
      if (text.includes("echo hi")) resolve(text);
    });
  });
  socket.destroy();
  expect(heard).toContain("101 Switching Protocols");
});
