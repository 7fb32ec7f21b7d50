/** Metafields: values an app keeps on the shop, a customer, an order, a product or its own installation; written by metafieldsSet. */
import { createHash } from "node:crypto";
import type { Metafield } from "../books.ts";
import { appInstallationGid, gid, readGid } from "./gid.ts";
import { NotBuilt, objectType, type ApiCall, type Arguments } from "./resolver.ts";

const MOST_AT_ONCE = 25;
const OWN_NAMESPACE = "$app";
const TYPES: Record<string, (value: string) => boolean> = {
  boolean: (value) => value === "true" || value === "false",
  single_line_text_field: (value) => value !== "" && !/[\r\n]/.test(value),
  multi_line_text_field: (value) => value !== "",
  number_integer: (value) => /^-?\d+$/.test(value),
  number_decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  date_time: (value) => !Number.isNaN(Date.parse(value)),
  url: (value) => URL.canParse(value),
  json: (value) => readsAsJson(value),
};

function readsAsJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const keyOf = (ownerId: string, namespace: string, key: string): string => `${ownerId}|${namespace}|${key}`;
const digestOf = (value: string): string => createHash("sha256").update(value).digest("hex");

export function metafieldOf(call: ApiCall, ownerId: string, args: Arguments): Metafield | null {
  return call.emulator.books.metafield.get(keyOf(ownerId, String(args.namespace ?? OWN_NAMESPACE), String(args.key))) ?? null;
}

export const metafieldTypes = {
  Metafield: objectType<Metafield>({
    id: (metafield) => gid("Metafield", metafield.id),
    namespace: (metafield) => metafield.namespace,
    key: (metafield) => metafield.key,
    type: (metafield) => metafield.type,
    value: (metafield) => metafield.value,
    jsonValue: (metafield) =>
      ["json", "boolean", "number_integer", "number_decimal"].includes(metafield.type) ? JSON.parse(metafield.value) : metafield.value,
    compareDigest: (metafield) => digestOf(metafield.value),
    updatedAt: (metafield) => metafield.updatedAt,
  }),
};

type MetafieldsSetInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
};
type MetafieldError = { field: string[]; message: string; code: string; elementIndex: number };

export const metafieldMutations = objectType<unknown>({
  metafieldsSet: { args: ["metafields"], resolve: (_root, args, call) => metafieldsSet(args.metafields as MetafieldsSetInput[], call) },
});

/** All or nothing: one bad element and none is written. */
function metafieldsSet(inputs: MetafieldsSetInput[], call: ApiCall): { metafields: Metafield[] | null; userErrors: MetafieldError[] } {
  if (inputs.length > MOST_AT_ONCE) {
    return {
      metafields: null,
      userErrors: [
        {
          field: ["metafields"],
          message: `Exceeded the maximum metafields input limit of ${MOST_AT_ONCE}.`,
          code: "LESS_THAN_OR_EQUAL_TO",
          elementIndex: MOST_AT_ONCE,
        },
      ],
    };
  }
  const userErrors = inputs.flatMap((input, index) => check(input, index, call));
  if (userErrors.length > 0) return { metafields: null, userErrors };
  const { books, clock } = call.emulator;
  const metafields = inputs.map((input) => {
    const namespace = input.namespace ?? OWN_NAMESPACE;
    const key = keyOf(input.ownerId, namespace, input.key);
    const known = books.metafield.get(key);
    return books.metafield.put(key, {
      id: known?.id ?? books.nextId(),
      ownerId: input.ownerId,
      namespace,
      key: input.key,
      type: input.type ?? known!.type,
      value: input.value,
      updatedAt: clock.iso(),
    });
  });
  return { metafields, userErrors: [] };
}

function check(input: MetafieldsSetInput, index: number, call: ApiCall): MetafieldError[] {
  const error = (field: string, message: string, code: string): MetafieldError[] => [
    { field: ["metafields", String(index), field], message, code, elementIndex: index },
  ];
  if (!ownerExists(input.ownerId, call)) return error("ownerId", "Owner does not exist.", "INVALID");
  const known = call.emulator.books.metafield.get(keyOf(input.ownerId, input.namespace ?? OWN_NAMESPACE, input.key));
  const type = input.type ?? known?.type;
  if (!type) return error("type", "Type can't be blank", "BLANK");
  const accepts = TYPES[type];
  if (!accepts) throw new NotBuilt(`the metafield type ${type}`);
  if (known && known.type !== type) return error("type", `Type must stay ${known.type}`, "INVALID_TYPE");
  if (!accepts(input.value)) return error("value", `Value is no ${type}.`, "INVALID_VALUE");
  if (input.compareDigest && input.compareDigest !== (known ? digestOf(known.value) : null))
    return error(
      "compareDigest",
      "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
      "STALE_OBJECT",
    );
  return [];
}

function ownerExists(ownerId: string, call: ApiCall): boolean {
  const owner = readGid(ownerId);
  const { books } = call.emulator;
  if (owner?.type === "Shop") return owner.id === books.theShop.id;
  if (owner?.type === "AppInstallation") return ownerId === appInstallationGid(call.emulator.books);
  if (owner?.type === "Customer") return books.customer.has(owner.id);
  if (owner?.type === "Order") return books.order.has(owner.id);
  if (owner?.type === "Product") return books.product.has(owner.id);
  throw new NotBuilt(`a metafield on ${ownerId}`);
}
