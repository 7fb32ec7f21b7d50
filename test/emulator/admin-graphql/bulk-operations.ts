/** Bulk operations through the API: start one by its query, look, list, cancel. Running them lives in bulk/. */
import type { BulkOperation } from "../books.ts";
import { hasExpired, resultUrl } from "../bulk/bulk-file.ts";
import { checkBulkQuery } from "../bulk/bulk-rules.ts";
import { planBulkQuery } from "../bulk/plan.ts";
import { cancelBulkOperation, MOST_AT_ONCE, openOperations, startBulkOperation } from "../bulk/run-bulk.ts";
import { searchable, type Sorts } from "./connection.ts";
import { gid, idOf } from "./gid.ts";
import { objectType, type ApiCall, type Arguments } from "./resolver.ts";
import type { Filters } from "./search-query.ts";

type BulkUserError = { field: string[]; message: string; code: string };

const filters: Filters<BulkOperation> = {
  id: { kind: "number", of: (operation) => operation.id },
  status: { kind: "text", of: (operation) => operation.status },
  operation_type: { kind: "text", of: () => "query" },
  created_at: { kind: "date", of: (operation) => operation.createdAt },
  completed_at: { kind: "date", of: (operation) => operation.completedAt },
};
const sorts: Sorts<BulkOperation> = {
  CREATED_AT: (operation) => operation.createdAt,
  COMPLETED_AT: (operation) => operation.completedAt ?? "",
};

export const bulkOperationTypes = {
  BulkOperation: objectType<BulkOperation>({
    id: (operation) => gid("BulkOperation", operation.id),
    query: (operation) => operation.query,
    type: () => "QUERY",
    status: (operation, _args, call) =>
      operation.status === "COMPLETED" && hasExpired(operation, call.emulator.clock.now()) ? "EXPIRED" : operation.status,
    errorCode: (operation) => operation.errorCode,
    objectCount: (operation) => String(operation.objectCount),
    rootObjectCount: (operation) => String(operation.rootObjectCount),
    fileSize: (operation) => (operation.fileSize === null ? null : String(operation.fileSize)),
    url: (operation, _args, call) => (operation.status === "COMPLETED" ? resultUrl(operation, call.emulator) : null),
    partialDataUrl: (operation, _args, call) => (operation.partial ? resultUrl(operation, call.emulator) : null),
    createdAt: (operation) => operation.createdAt,
    completedAt: (operation) => operation.completedAt,
  }),
};

export const bulkOperationQueries = objectType<unknown>({
  bulkOperation: {
    args: ["id"],
    resolve: (_root, args, call) => call.emulator.books.bulkOperation.get(idOf(args.id, "BulkOperation")) ?? null,
  },
  bulkOperations: searchable<unknown, BulkOperation>(filters, sorts, (_root, call) => call.emulator.books.bulkOperation.values()),
});

export const bulkOperationMutations = objectType<unknown>({
  bulkOperationRunQuery: { args: ["query", "groupObjects"], resolve: (_root, args, call) => runQuery(args, call) },
  bulkOperationCancel: { args: ["id"], resolve: (_root, args, call) => cancel(args, call) },
});

function runQuery(args: Arguments, call: ApiCall): { bulkOperation: BulkOperation | null; userErrors: BulkUserError[] } {
  const query = String(args.query);
  const refuse = (messages: string[], code: string) => ({
    bulkOperation: null,
    userErrors: messages.map((message) => ({ field: ["query"], message, code })),
  });
  const checked = checkBulkQuery(query);
  if ("problems" in checked) return refuse(checked.problems, "INVALID");
  const open = openOperations(call.emulator.books);
  if (open.length >= MOST_AT_ONCE)
    return refuse(
      [
        `At most ${MOST_AT_ONCE} bulk query operations can run at once for this app and shop: ${open.map((one) => gid("BulkOperation", one.id)).join(", ")}.`,
      ],
      "LIMIT_REACHED",
    );
  // what isn't built must fail now and by name; a missing scope fails later, as at Shopify, in the operation itself
  planBulkQuery(checked, null);
  return { bulkOperation: startBulkOperation(call.emulator, query, args.groupObjects === true), userErrors: [] };
}

function cancel(
  args: Arguments,
  call: ApiCall,
): { bulkOperation: BulkOperation | null; userErrors: { field: string[] | null; message: string }[] } {
  const id = idOf(args.id, "BulkOperation");
  const before = call.emulator.books.bulkOperation.get(id)?.status;
  const operation = cancelBulkOperation(call.emulator, id);
  if (!operation) return { bulkOperation: null, userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }] };
  const open = before === "CREATED" || before === "RUNNING" || before === "CANCELING";
  return {
    bulkOperation: operation,
    userErrors: open ? [] : [{ field: null, message: `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}` }],
  };
}
