/** `node` and `nodes`: anything with a global id, under the same scopes and order window as by its own name. */
import { GraphQLError } from "graphql";
import { currentInstallation } from "../auth/installation.ts";
import { appInstallationGid, gid, readGid } from "./gid.ts";
import { visibleOrder } from "./orders.ts";
import { NotBuilt, objectType, Typed, type ApiCall } from "./resolver.ts";
import { schemaFacts } from "./schema.ts";

const FINDERS: Record<string, (id: string, call: ApiCall) => unknown> = {
  Shop: (id, call) => (call.emulator.books.theShop.id === id ? call.emulator.books.theShop : null),
  Order: visibleOrder,
  Customer: (id, call) => call.emulator.books.customer.get(id),
  Product: (id, call) => call.emulator.books.product.get(id),
  ProductVariant: (id, call) => call.emulator.books.variant.get(id),
  Collection: (id, call) => call.emulator.books.collection.get(id),
  DiscountCodeNode: (id, call) => call.emulator.books.discount.get(id),
  DiscountRedeemCodeBulkCreation: (id, call) => call.emulator.books.codeCreation.get(id),
  StoreCreditAccount: (id, call) => call.emulator.books.storeCreditAccount.get(id),
  GiftCard: (id, call) => call.emulator.books.giftCard.get(id),
  DraftOrder: (id, call) => call.emulator.books.draftOrder.get(id),
  BulkOperation: (id, call) => call.emulator.books.bulkOperation.get(id),
  AppInstallation: (id, call) =>
    appInstallationGid(call.emulator.books) === gid("AppInstallation", id) ? currentInstallation(call.emulator) : null,
};

function find(id: string, call: ApiCall): Typed | null {
  const read = readGid(id);
  if (!read) throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: "INVALID_VARIABLE" } });
  const finder = FINDERS[read.type];
  if (!finder) throw new NotBuilt(`node(id:) of a ${read.type}`);
  const scopes = schemaFacts().scopesAnyOf[read.type];
  if (scopes && !scopes.some((scope) => call.scopes.has(scope))) {
    const required = `${scopes.map((scope) => `\`${scope}\``).join(" or ")} access scope.`;
    throw new GraphQLError(`Access denied for node field. Required access: ${required}`, {
      extensions: { code: "ACCESS_DENIED", requiredAccess: required },
    });
  }
  const found = finder(read.id, call);
  return found ? new Typed(read.type, found) : null;
}

export const nodeQueries = objectType<unknown>({
  node: { args: ["id"], resolve: (_root, args, call) => find(String(args.id), call) },
  nodes: { args: ["ids"], resolve: (_root, args, call) => (args.ids as string[]).map((id) => find(id, call)) },
});
