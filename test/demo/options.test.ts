import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { HelpWanted, WrongOption, readOptions } from "./options.ts";

const typedIn = mkdtempSync(path.join(tmpdir(), "regulars-options-"));
writeFileSync(path.join(typedIn, "orders.csv"), "Name\n");
afterAll(() => rmSync(typedIn, { recursive: true, force: true }));

const read = (...args: string[]) => readOptions(args, typedIn);

test("without options a simulated store is kept, with its whole history, on port 4000", () => {
  expect(read()).toEqual({
    ordersFile: null,
    seed: null,
    buyers: null,
    reset: false,
    tour: false,
    json: false,
    readAllOrders: true,
    port: 4000,
  });
});

test("a file of orders is looked for where the command was typed, then at the project's root", () => {
  expect(read("--orders", "orders.csv").ordersFile).toBe(path.join(typedIn, "orders.csv"));
  expect(read("--orders", "package.json").ordersFile).toBe(path.resolve("package.json"));
  expect(() => read("--orders", "none.csv")).toThrow(/There is no file none\.csv/);
});

test("asking for help is no mistake", () => {
  expect(() => read("--help")).toThrow(HelpWanted);
  expect(() => read("--help")).toThrow(/--no-read-all-orders/);
});

test("what is not understood is refused with the list of what there is", () => {
  for (const args of [["--tuor"], ["tour"], ["--port"]]) {
    expect(() => read(...args)).toThrow(WrongOption);
    expect(() => read(...args)).toThrow(/--port N/);
  }
});

test("a port leaves room for the app's behind it, and buyers are a whole number", () => {
  expect(read("--port", "65534").port).toBe(65_534);
  for (const port of ["65535", "0", "-1", "4000.5", "http"]) expect(() => read(`--port=${port}`)).toThrow(WrongOption);
  expect(read("--buyers", "200").buyers).toBe(200);
  for (const buyers of ["0", "many", "1e9"]) expect(() => read("--buyers", buyers)).toThrow(/whole number from 1 to 50000/);
});

test("options that contradict one another are refused", () => {
  expect(() => read("--json")).toThrow(/use it with --tour/);
  expect(() => read("--tour", "--no-read-all-orders")).toThrow(/whole history/);
  expect(() => read("--orders", "orders.csv", "--seed", "mine")).toThrow(/use either/);
});
