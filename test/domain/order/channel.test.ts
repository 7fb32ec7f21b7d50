import { expect, test } from "vitest";
import { channelOf } from "~/domain/order/channel";

test.each([
  ["web", "online store"],
  [" WEB ", "online store"],
  ["580111", "online store"],
  ["subscription_contract", "online store"],
  ["subscription_contract_checkout_one", "online store"],
  ["pos", "point of sale"],
  ["shopify_draft_order", "draft orders"],
  ["iphone", "other"],
  ["android", "other"],
  ["1354745", "other"],
  ["tiktok", "other"],
  ["", "other"],
  [null, "other"],
])("58 · an order whose source is %j came from: %s", (source, channel) => {
  expect(channelOf(source)).toBe(channel);
});
