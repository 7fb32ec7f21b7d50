/** A TCP proxy before the test's database, to take it away or make it slow. Set it up before the app's first query. */
import net from "node:net";
import { afterAll } from "vitest";

export type DatabaseProxy = {
  /** "down": lines break and none opens. "stalled": lines open, but no answer comes through until it is "up" again. */
  set(mode: "up" | "down" | "stalled"): void;
};

export async function databaseProxy(): Promise<DatabaseProxy> {
  const url = new URL(process.env.DATABASE_URL!);
  const target = { host: url.hostname, port: Number(url.port) };
  let mode: "up" | "down" | "stalled" = "up";
  const pairs = new Set<{ app: net.Socket; database: net.Socket }>();

  const server = net.createServer((app) => {
    if (mode === "down") return void app.destroy();
    const pair = { app, database: net.connect(target) };
    pairs.add(pair);
    const close = () => {
      pairs.delete(pair);
      app.destroy();
      pair.database.destroy();
    };
    for (const socket of [app, pair.database]) socket.on("error", close).on("close", close);
    app.pipe(pair.database);
    if (mode !== "stalled") pair.database.pipe(app);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  process.env.DATABASE_URL = url.href;
  const breakAll = () => {
    for (const { app, database } of [...pairs]) for (const socket of [app, database]) socket.destroy();
  };
  afterAll(() => {
    breakAll();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });

  return {
    set(next) {
      if (next === mode) return;
      if (next === "down") breakAll();
      for (const { database, app } of pairs) {
        if (next === "stalled") database.unpipe(app).pause();
        else if (mode === "stalled") database.pipe(app);
      }
      mode = next;
    },
  };
}
