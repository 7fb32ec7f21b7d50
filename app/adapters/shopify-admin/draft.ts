/** A draft order as Shopify shows it, in our words. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { Draft } from "~/ports/shop";
import { destinationShape, toDestination } from "./destination";

export const draftShape = z.object({
  id: z.string(),
  order: z.object({ id: z.string() }).nullable(),
  shippingAddress: destinationShape.nullable(),
});

export const toDraft = ({ id, order, shippingAddress }: z.output<typeof draftShape>): Draft => ({
  draftId: idOfGid(id),
  orderId: order && idOfGid(order.id),
  destination: toDestination(shippingAddress),
});
