/** The entry: puts the page into Shopify's place for it. */
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.page.render";
import { render } from "preact";
import { RewardsPage } from "./rewards-page.tsx";

export default async function page(): Promise<void> {
  const { shopify } = globalThis as unknown as { shopify: Api };
  render(<RewardsPage shopify={shopify} />, document.body);
}
