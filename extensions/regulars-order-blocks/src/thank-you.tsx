/** The entry on the thank-you page: somebody has just bought, and may be one of the store's regulars. */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { render } from "preact";
import { RegularBlock } from "./regular-block.tsx";

export default async function thankYou(): Promise<void> {
  const { shopify } = globalThis as unknown as { shopify: Api };
  render(<RegularBlock shopify={shopify} orderId={shopify.orderConfirmation.value.order.id} />, document.body);
}
