/** The entry at an order in the customer's account: also what this order was for them. */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import { render } from "preact";
import { RegularBlock } from "./regular-block.tsx";

export default async function orderStatus(): Promise<void> {
  const { shopify } = globalThis as unknown as { shopify: Api };
  render(<RegularBlock shopify={shopify} orderId={shopify.order.value?.id} />, document.body);
}
