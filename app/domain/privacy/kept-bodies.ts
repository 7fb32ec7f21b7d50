/** How the receipts that tell of a person are found: a body is text exactly as it was signed, so a person is found in it by text. */
import type { Person } from "./privacy";

/** Regular expressions of PostgreSQL, whatever the case. Empty: nobody is meant. */
export const tellingOf = ({ buyerIds, addresses }: Person): string[] => [
  ...buyerIds.map((id) => `(^|[^0-9])${id}([^0-9]|$)`),
  ...addresses.map((address) => address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")),
];

/** How many kept bodies one transaction looks through. */
export const BODIES_A_PAGE = 500;

/** A receipt's place in their order; before the first one. */
export type ReceiptPlace = { topic: string; webhookId: string };
export const BEFORE_ALL: ReceiptPlace = { topic: "", webhookId: "" };
