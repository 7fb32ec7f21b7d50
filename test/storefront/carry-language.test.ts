/** A page asked for in a language leads on in it, and nowhere else is anything changed. */
import { expect, test } from "vitest";
import { carryLanguage } from "~/storefront/carry-language";

const carried = (html: string) => carryLanguage(html, { language: "de", pathPrefix: "/apps/regulars" });

test.each<[what: string, html: string, expected: string]>([
  ["a link of ours", `<a href="/apps/regulars/rewards">x</a>`, `<a href="/apps/regulars/rewards?lang=de">x</a>`],
  ["one with a query", `<a href="/apps/regulars/statement?page=2">x</a>`, `<a href="/apps/regulars/statement?page=2&amp;lang=de">x</a>`],
  ["one to a place on a page", `<a href="/apps/regulars/rewards#shelf">x</a>`, `<a href="/apps/regulars/rewards?lang=de#shelf">x</a>`],
  ["a form", `<form method="post" action="/apps/regulars/join">`, `<form method="post" action="/apps/regulars/join?lang=de">`],
  [
    "a form whose fields become the address",
    `<form method="get" action="/apps/regulars/statement">`,
    `<form method="get" action="/apps/regulars/statement?lang=de"><input type="hidden" name="lang" value="de"/>`,
  ],
  [
    "the script's own",
    `<div data-regulars-part="/apps/regulars/rewards?part=1">`,
    `<div data-regulars-part="/apps/regulars/rewards?part=1&amp;lang=de">`,
  ],
  ["a link that says it already", `<a href="/apps/regulars/x?lang=fr">x</a>`, `<a href="/apps/regulars/x?lang=fr">x</a>`],
  ["the store's own page", `<a href="/products/tea">x</a>`, `<a href="/products/tea">x</a>`],
  ["another app's", `<a href="/apps/regulars2/x">x</a>`, `<a href="/apps/regulars2/x">x</a>`],
  [
    "what is told to friends",
    `<button data-copy="https://a.example/apps/regulars/mia">x</button>`,
    `<button data-copy="https://a.example/apps/regulars/mia">x</button>`,
  ],
  ["what somebody typed", `<p>href=&quot;/apps/regulars/x&quot;</p>`, `<p>href=&quot;/apps/regulars/x&quot;</p>`],
])("%s", (_what, html, expected) => expect(carried(html)).toBe(expected));
