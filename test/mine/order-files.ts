/** Files of orders for the tests of mining a file, written into a folder that is gone after the run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll } from "vitest";
import { asJson } from "~/mine/as-json";
import { mineFile } from "~/mine/mine-file.server";
import { readMineOptions } from "~/mine/options";

const folder = mkdtempSync(path.join(tmpdir(), "regulars-order-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
/** @returns the file's path */
export function aFile(name: string, lines: string[] | string, { gzip = false } = {}): string {
  const file = path.join(folder, `${++written}-${name}`);
  const text = Array.isArray(lines) ? lines.map((line) => `${line}\n`).join("") : lines;
  writeFileSync(file, gzip ? gzipSync(text) : text);
  return file;
}

export const NOW = new Date("2026-11-02T09:00:00Z");
/** What `npm run mine -- FILE … --json` would print. */
export const mineJson = async (...argv: string[]) => asJson(await mineFile(readMineOptions([...argv, "--json"]), NOW));

type Node = Record<string, unknown>;
const bag = (amount: string | null, currencyCode = "GBP") => amount && { shopMoney: { amount, currencyCode } };

/** A bulk operation's order without line items. */
export const orderNode = (
  id: number,
  part: { at?: string; customer?: string | null; amount?: string | null; currency?: string } & Node = {},
): string => {
  const { at = "2024-05-10T10:00:00Z", customer = "1", amount = "10.00", currency, ...further } = part;
  return JSON.stringify({
    id: `gid://shopify/Order/${id}`,
    createdAt: at,
    cancelledAt: null,
    test: false,
    tags: [],
    customer: customer && { id: `gid://shopify/Customer/${customer}` },
    currentSubtotalPriceSet: bag(amount, currency),
    ...further,
  });
};

/** As our own bulk query gives an order whose line items follow (or came before). */
export const headNode = (id: number, part: { at?: string; customer?: string | null; givenBack?: string } & Node = {}): string => {
  const { at = "2024-05-10T10:00:00Z", customer = "1", givenBack = "0.0", ...further } = part;
  return JSON.stringify({
    id: `gid://shopify/Order/${id}`,
    processedAt: at,
    cancelledAt: null,
    test: false,
    tags: [],
    currencyCode: "GBP",
    customer: customer && { id: `gid://shopify/Customer/${customer}`, firstName: null, lastName: null },
    refundDiscrepancySet: bag(givenBack),
    ...further,
  });
};

export const lineNode = (order: number, id: number, amount: string, part: Node = {}): string =>
  JSON.stringify({
    id: `gid://shopify/LineItem/${id}`,
    quantity: 1,
    isGiftCard: false,
    priceAfterAllDiscountsBeforeTaxesSet: bag(amount),
    ...part,
    __parentId: `gid://shopify/Order/${order}`,
  });
