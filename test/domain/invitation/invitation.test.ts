import { expect, test } from "vitest";
import { addressKey } from "~/domain/buyer/address-key";
import { storeLink } from "~/domain/shop/store-link";

test("a link stands in the store's own domain under the prefix the merchant chose", () => {
  const expected = "https://shop.example/a/club/join?token=x_-1";
  for (const [storefrontUrl, proxyPrefix] of [
    ["https://shop.example", "/a/club"],
    ["https://shop.example/", "a/club/"],
  ])
    expect(storeLink({ storefrontUrl, proxyPrefix }, "/join", { token: "x_-1" })).toBe(expected);
});

test("one address has one key however it is written, and a tag is part of it", () => {
  expect(addressKey(" Mia@Example.COM ")).toBe(addressKey("mia@example.com"));
  expect(addressKey("mia+x@example.com")).not.toBe(addressKey("mia@example.com"));
});
