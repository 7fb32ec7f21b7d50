/** Shopify's global ids: gid://shopify/<Type>/<number>. In the books ids are the bare number. */
import { GraphQLError } from "graphql";
import type { Books } from "../books.ts";

const GID = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)$/;

export const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

/** @returns null when it is no global id at all */
export function readGid(value: unknown): { type: string; id: string } | null {
  const match = GID.exec(String(value));
  return match ? { type: match[1]!, id: match[2]! } : null;
}

/** The number of a global id of one of the given types. @throws GraphQLError as Shopify's "Invalid global id" */
export function idOf(value: unknown, ...types: string[]): string {
  const read = readGid(value);
  if (!read) throw new GraphQLError(`Invalid global id '${String(value)}'`, { extensions: { code: "INVALID_VARIABLE" } });
  if (!types.includes(read.type))
    throw new GraphQLError(`invalid id: ${String(value)} is no ${types.join(" or ")}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
  return read.id;
}

/** One app a shop, so its installation borrows the shop's number. */
export const appInstallationGid = (books: Books): string => gid("AppInstallation", books.theShop.id);
