/** Which internet connection an address stands for, and that an invented hop hides none. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf, networksOf } from "~/ingest/network-of.server";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7 ", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["2001:DB8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["127.0.0.1", null],
  ["10.1.2.3", null],
  ["100.64.9.9", null],
  ["172.31.0.1", null],
  ["192.168.0.1", null],
  ["::1", null],
  ["::ffff:10.0.0.1", null],
  ["fe80::1%eth0", null],
  ["fd00::1", null],
  ["unknown", null],
  ["203.0.113.7:443", null],
  ["", null],
])("%j stands for %j", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

const asked = (header: string | null) =>
  networksOf(new Request("http://app/", { headers: header === null ? {} : { "x-forwarded-for": header } }));

test("an invented first hop does not hide the one that was seen", () => {
  expect(asked("198.51.100.1, 203.0.113.7, 10.0.0.1")).toEqual(["198.51.100.1", "203.0.113.7"]);
  expect(asked(`${"1.1.1.1, ".repeat(40)}203.0.113.7`)).toEqual(["1.1.1.1", "203.0.113.7"]);
  expect(asked("<script>, 203.0.113.7")).toEqual(["203.0.113.7"]);
  expect(asked(null)).toEqual([]);
});

test("two addresses of one household are one connection, those of two are two", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = networkOf(address);
      if (network === null || !network.includes(":")) return;
      expect(network).toMatch(/^([0-9a-f]{1,4}:){3}[0-9a-f]{1,4}::\/64$/);
      const first = network.replace("::/64", "");
      expect(networkOf(`${first}:1:2:3:4`)).toBe(network);
    }),
  );
});
