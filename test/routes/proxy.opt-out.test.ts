/** The way out of our mails: a scanner's GET shows, a POST acts, and asking twice is as good as once. */
import { expect, test } from "vitest";
import { fakeShops } from "../support/fake-shops";
import { invitedPeople } from "../support/invited";
import { openWithMaxine } from "../support/open-with-maxine";
import { askStorefront, formWith, marksOf } from "../support/storefront";

const t = await fakeShops();
const optOuts = "SELECT source FROM opt_out WHERE shop_id = $1";

test("opening the link ten times changes nothing; its button acts", async () => {
  const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
  let page = await askStorefront({ shop: shopId, path: `/opt-out?token=${tokens[0]}` });
  for (let look = 0; look < 9; look++) page = await askStorefront({ shop: shopId, path: `/opt-out?token=${tokens[0]}` });
  expect([page.status, marksOf(page, "data-regulars-page"), await rows(optOuts)]).toEqual([200, ["opt-out"], []]);
  const done = await askStorefront({ shop: shopId, path: "/opt-out", form: formWith(page, { token: tokens[0] }) });
  expect([done.status, marksOf(done, "data-regulars-page"), marksOf(done, "data-outcome")]).toEqual([200, ["opt-out"], ["opted out"]]);
  expect(await rows(optOuts)).toEqual([{ source: "opt-out page" }]);
});

test("a mail program's one-click request is answered 200, twice too, and kept once", async () => {
  const { shopId, tokens, rows } = await invitedPeople(t, [{}]);
  const oneClick = () => askStorefront({ shop: shopId, path: `/opt-out?token=${tokens[0]}`, form: { "List-Unsubscribe": "One-Click" } });
  expect([(await oneClick()).status, (await oneClick()).status]).toEqual([200, 200]);
  expect(await rows(optOuts)).toEqual([{ source: "one-click" }]);
});

test("the way out of any letter works alike, without signing in, long after", async () => {
  const { shopId, rows, write } = await openWithMaxine(t);
  await write();
  await t.runDueJobs();
  const link = new URL(/<(.+)>/.exec(t.outbox.mails[0].headers!["List-Unsubscribe"])![1]);
  await t.clock.advance(400 * 86_400_000);
  const path = `/opt-out${link.search}`;
  const page = await askStorefront({ shop: shopId, path });
  expect([page.status, await rows(optOuts)]).toEqual([200, []]);
  expect((await askStorefront({ shop: shopId, path, form: { "List-Unsubscribe": "One-Click" } })).status).toBe(200);
  expect(await rows(optOuts)).toEqual([{ source: "one-click" }]);
});

test("a made-up link, or another shop's, opts nobody out and says nothing about anybody", async () => {
  const { tokens } = await invitedPeople(t, [{}]);
  const { shopId, rows } = await invitedPeople(t, [{}]);
  for (const token of [tokens[0], "made-up", ""]) {
    const page = await askStorefront({ shop: shopId, path: "/opt-out", form: { token } });
    expect([page.status, marksOf(page, "data-outcome")]).toEqual([404, ["link unknown"]]);
  }
  expect(await rows(optOuts)).toEqual([]);
});
