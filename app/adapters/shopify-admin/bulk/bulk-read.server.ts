/**
 * Bulk operations: start one, look at it, stop it, read its file. The file lies behind a signed address that needs no
 * token and lives seven days; it is read by range, so that reading goes on where it was.
 */
import { z } from "zod";
import { ShopProblem, type BulkState } from "~/ports/shop";
import { idOfGid, toGid } from "~/ingest/gid";
import { postGraphql } from "../post-graphql.server";
import { refuseOn, userErrors } from "../user-errors";
import { CATALOGUE_BULK_QUERY } from "./catalogue-query";
import { ORDERS_BULK_QUERY } from "./orders-query";

const start = `#graphql
  mutation StartBulkRead($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id }
      userErrors { message code field }
    }
  }`;
const startShape = z.object({ bulkOperationRunQuery: z.object({ bulkOperation: z.object({ id: z.string() }).nullable(), userErrors }) });

/** @throws ShopProblem "try later" when five operations run already; "refused" with Shopify's words */
export async function startBulkRead(shopId: string, what: "catalogue" | "orders"): Promise<{ operationId: string }> {
  const query = what === "orders" ? ORDERS_BULK_QUERY : CATALOGUE_BULK_QUERY;
  const { bulkOperation, userErrors: errors } = (await postGraphql(shopId, { document: start, variables: { query }, shape: startShape }))
    .bulkOperationRunQuery;
  if (errors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED"))
    throw new ShopProblem("try later", errors.map(({ message }) => message).join(" "));
  refuseOn(errors);
  if (!bulkOperation) throw new ShopProblem("unknown", "Shopify named neither the operation it started nor a reason against it.");
  return { operationId: idOfGid(bulkOperation.id) };
}

const look = `#graphql
  query BulkState($id: ID!) {
    bulkOperation(id: $id) { status errorCode objectCount fileSize url partialDataUrl }
  }`;
const lookShape = z.object({
  bulkOperation: z
    .object({
      status: z.enum(["CANCELED", "CANCELING", "COMPLETED", "CREATED", "EXPIRED", "FAILED", "RUNNING"]),
      errorCode: z.string().nullable(),
      objectCount: z.string(),
      fileSize: z.string().nullable(),
      url: z.string().nullable(),
      partialDataUrl: z.string().nullable(),
    })
    .nullable(),
});

export async function readBulkState(shopId: string, operationId: string): Promise<BulkState> {
  const { bulkOperation: one } = await postGraphql(shopId, {
    document: look,
    variables: { id: toGid("BulkOperation", operationId) },
    shape: lookShape,
  });
  if (!one)
    return { state: "failed", objects: 0n, url: null, bytes: null, partial: false, problem: "Shopify no longer knows the operation." };
  const objects = BigInt(one.objectCount);
  if (one.status === "CREATED" || one.status === "RUNNING")
    return { state: "preparing", objects, url: null, bytes: null, partial: false, problem: null };
  if (one.status === "CANCELED" || one.status === "CANCELING")
    return { state: "cancelled", objects, url: null, bytes: null, partial: false, problem: null };
  if (one.status === "COMPLETED")
    return {
      state: "ready",
      objects,
      url: one.url,
      bytes: one.fileSize === null ? null : BigInt(one.fileSize),
      partial: false,
      problem: null,
    };
  return {
    state: "failed",
    objects,
    url: one.partialDataUrl,
    bytes: null,
    partial: one.partialDataUrl !== null,
    problem: `Shopify's operation ended as ${one.status}${one.errorCode ? ` (${one.errorCode})` : ""}.`,
  };
}

const cancel = `#graphql
  mutation CancelBulkRead($id: ID!) {
    bulkOperationCancel(id: $id) { bulkOperation { id } userErrors { message field } }
  }`;
const cancelShape = z.object({ bulkOperationCancel: z.object({ userErrors: z.array(z.object({ message: z.string() })) }) });

/** An operation that has ended meanwhile needs no cancelling: Shopify's objection to that is no problem of ours. */
export async function cancelBulkRead(shopId: string, operationId: string): Promise<void> {
  await postGraphql(shopId, { document: cancel, variables: { id: toGid("BulkOperation", operationId) }, shape: cancelShape });
}

/** Until the headers are there, and then for each piece: a file that stalls longer than this is asked for again. */
const STALL_MS = 30_000;

/** @throws ShopProblem "refused" when the address has expired, "try later" when it cannot be reached now */
export async function openBulkResult(url: string, fromByte: bigint): Promise<AsyncIterable<Uint8Array>> {
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), STALL_MS);
  let response: Response;
  try {
    response = await fetch(url, { headers: fromByte > 0n ? { range: `bytes=${fromByte}-` } : {}, signal: stall.signal });
  } catch (error) {
    clearTimeout(timer);
    throw new ShopProblem("try later", "The file of the order history could not be reached.", { cause: error });
  }
  // Everything was read already: there is no byte after the last one.
  if (response.status === 416) {
    clearTimeout(timer);
    return nothing();
  }
  const wanted = fromByte > 0n ? 206 : 200;
  if (response.status !== wanted || !response.body) {
    clearTimeout(timer);
    await response.body?.cancel();
    if ([400, 403, 404, 410].includes(response.status))
      throw new ShopProblem("refused", "The file of the order history has expired; it is asked for anew.");
    throw new ShopProblem("try later", `The file of the order history was answered with ${response.status}.`);
  }
  const body = response.body;
  return (async function* () {
    try {
      for await (const piece of body) {
        clearTimeout(timer);
        yield piece;
        timer = setTimeout(() => stall.abort(), STALL_MS);
      }
    } catch (error) {
      throw new ShopProblem("try later", "The file of the order history broke off while it was read; reading goes on where it was.", {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
  })();
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
