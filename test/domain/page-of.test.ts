import { expect, test } from "vitest";
import { pageOf } from "~/domain/page-of";

test.each([
  ["an empty list has one page", 0, 1, { page: 1, pages: 1, skip: 0 }],
  ["a full page makes no second one", 25, 1, { page: 1, pages: 1, skip: 0 }],
  ["one more makes a second", 26, 2, { page: 2, pages: 2, skip: 25 }],
  ["beyond the last page is the last page", 26, 9, { page: 2, pages: 2, skip: 25 }],
  ["before the first is the first", 26, 0, { page: 1, pages: 2, skip: 0 }],
])("%s", (_name, total, asked, shown) => {
  expect(pageOf(total, asked, 25)).toEqual({ ...shown, take: 25 });
});
