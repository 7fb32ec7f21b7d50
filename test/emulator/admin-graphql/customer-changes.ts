/** What the app may change about a customer: e-mail consent (opt-outs are written back) and tags, on orders too. */
import { GraphQLError } from "graphql";
import type { Customer } from "../books.ts";
import { announce } from "../commerce/announce.ts";
import { customerPayload, orderPayload } from "../webhooks/payloads.ts";
import { gid, idOf, readGid } from "./gid.ts";
import { NotBuilt, objectType, onlyBuilt, Typed, type ApiCall, type Arguments } from "./resolver.ts";

type ConsentInput = { marketingState: string; marketingOptInLevel?: string | null; consentUpdatedAt?: string | null };
type ConsentError = { field: string[]; code: string; message: string };

const MOST_TAGS = 250;

export const customerMutations = objectType<unknown>({
  customerEmailMarketingConsentUpdate: { args: ["input"], resolve: (_root, args, call) => updateConsent(args, call) },
  tagsAdd: { args: ["id", "tags"], resolve: (_root, args, call) => addTags(String(args.id), args.tags as string[], call) },
});

function updateConsent(args: Arguments, call: ApiCall): { customer: Customer | null; userErrors: ConsentError[] } {
  const input = args.input as { customerId: string; emailMarketingConsent: ConsentInput };
  const consent = input.emailMarketingConsent;
  onlyBuilt(consent, ["marketingState", "marketingOptInLevel", "consentUpdatedAt"], "CustomerEmailMarketingConsentInput");
  const refuse = (field: string[], code: string, message: string) => ({
    customer: null,
    userErrors: [{ field: ["input", ...field], code, message }],
  });
  const { books, clock } = call.emulator;
  const customer = books.customer.get(idOf(input.customerId, "Customer"));
  if (!customer) return refuse(["customerId"], "INVALID", "Customer not found");
  if (customer.email === null)
    return refuse(["emailMarketingConsent"], "INVALID", "The customer must have an email address to update its email marketing consent");
  const state = consent.marketingState;
  if (state !== "SUBSCRIBED" && state !== "UNSUBSCRIBED" && state !== "PENDING")
    return refuse(["emailMarketingConsent", "marketingState"], "INCLUSION", `Marketing state can't be set to ${state}`);
  const consentUpdatedAt = consent.consentUpdatedAt ? new Date(consent.consentUpdatedAt).toISOString() : clock.iso();
  if (consentUpdatedAt > clock.iso())
    return refuse(["emailMarketingConsent", "consentUpdatedAt"], "INVALID", "Consent updated at can't be in the future");
  const changed = books.customer.put(customer.id, { ...customer, marketingState: state, consentUpdatedAt, updatedAt: clock.iso() });
  announce(call.emulator, [
    [
      "customers_email_marketing_consent/update",
      () => ({
        customer_id: BigInt(customer.id),
        email_address: customer.email,
        email_marketing_consent: {
          state: state.toLowerCase(),
          opt_in_level: consent.marketingOptInLevel?.toLowerCase() ?? null,
          consent_updated_at: consentUpdatedAt,
        },
      }),
    ],
    ["customers/update", () => customerPayload(call.emulator, changed)],
  ]);
  return { customer: changed, userErrors: [] };
}

function addTags(id: string, tags: string[], call: ApiCall): { node: Typed | null; userErrors: { field: string[]; message: string }[] } {
  const { books, clock } = call.emulator;
  const target = readGid(id);
  const kind = target?.type;
  if (kind !== "Customer" && kind !== "Order") throw new NotBuilt(`tagsAdd on ${id}`);
  const scope = kind === "Customer" ? "write_customers" : "write_orders";
  if (!call.scopes.has(scope))
    throw new GraphQLError(`Access denied for tagsAdd field. Required access: \`${scope}\` access scope.`, {
      extensions: { code: "ACCESS_DENIED", requiredAccess: `\`${scope}\` access scope.` },
    });
  const wanted = tags
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim())
    .filter(Boolean);
  const merge = (present: readonly string[]): string[] =>
    wanted.reduce((all, tag) => (all.some((one) => one.toLowerCase() === tag.toLowerCase()) ? all : [...all, tag]), [...present]);
  const row = kind === "Customer" ? books.customer.get(target!.id) : books.order.get(target!.id);
  if (!row) return { node: null, userErrors: [{ field: ["id"], message: `${kind} does not exist` }] };
  const merged = merge(row.tags);
  if (merged.length > MOST_TAGS) return { node: null, userErrors: [{ field: ["tags"], message: `Tags may be at most ${MOST_TAGS}` }] };
  if (kind === "Customer") {
    const changed = books.customer.put(row.id, { ...books.customer.need(row.id), tags: merged, updatedAt: clock.iso() });
    announce(call.emulator, [
      ["customers/update", () => customerPayload(call.emulator, changed)],
      ["customer.tags_added", () => ({ customerId: gid("Customer", row.id), tags: wanted, occurredAt: clock.iso() })],
    ]);
    return { node: new Typed("Customer", changed), userErrors: [] };
  }
  const changed = books.order.put(row.id, { ...books.order.need(row.id), tags: merged, updatedAt: clock.iso() });
  announce(call.emulator, [["orders/updated", () => orderPayload(call.emulator, changed)]]);
  return { node: new Typed("Order", changed), userErrors: [] };
}
