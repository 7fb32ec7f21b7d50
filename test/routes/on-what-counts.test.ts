/** On what an order counts is told before the first one fails it: to who is asked, and to who is in it, on both pages of theirs. */
import { expect, test } from "vitest";
import type { RewardsAnswer } from "~/account/answers";
import { settingsOf, type Settings } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { askAccount } from "../support/account";
import { anAmbassador } from "../support/builders";
import { fakeShops } from "../support/fake-shops";
import { invitedPeople } from "../support/invited";
import { askStorefront, textOf } from "../support/storefront";

const t = await fakeShops();

/** What is said of the rules to somebody who is asked, and to Mia, who is in. */
async function said(changes: Partial<Settings>) {
  const { shopId, world, programId, tokens } = await invitedPeople(t, [{}]);
  await saveSettings(world, { settings: { ...settingsOf((await readLiveProgram(world))!), ...changes }, savedBy: "Olga" });
  const { buyerId } = await anAmbassador(world, { programId, currency: "GBP" }, { name: "Mia" });
  const { body } = await askAccount({ shop: shopId, path: "/rewards", buyerId });
  const answer = body as RewardsAnswer;
  if (answer.outcome !== "page") throw new Error(answer.outcome);
  return {
    join: textOf(await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` })),
    page: textOf(await askStorefront({ shop: shopId, path: "/rewards", buyerId })),
    account: answer.view.smallPrint[0].text,
    tier: answer.view.tier!,
  };
}

const ANY = /of each friend|goods for|Orders count that|first order/;

test("as a programme begins: a friend's first order, wherever and however small", async () => {
  const { join, page, account, tier } = await said({});
  expect(join).toContain("10% of what they buy on their first order");
  for (const text of [page, account]) expect(text).toContain("Only a friend's first order here counts.");
  expect(tier).toContain("10% of what friends pay on their first order.");
  for (const text of [join, page, account]) expect(text).not.toMatch(/of each friend|goods for|Orders count that/);
});

test("orders of at least £50, one of each friend, online only", async () => {
  const rules = {
    newFriendsOnly: false,
    minimumSpendMinor: 5_000n,
    friendLimit: 1,
    channels: ["online store"],
  } satisfies Partial<Settings>;
  const { tier, ...texts } = await said(rules);
  for (const text of Object.values(texts)) {
    expect(text).toContain(
      "One order of each friend counts. An order counts if there are goods for £50.00 or more in it. Orders count that are placed in the online store.",
    );
    expect(text).not.toContain("first order");
  }
  expect(tier).not.toContain("first order");
});

test("of a friend whose first order alone counts, no number is told besides; several places are all named", async () => {
  const { join, account } = await said({ friendLimit: 3, channels: ["point of sale", "online store"] });
  for (const text of [join, account]) {
    expect(text).not.toContain("of each friend");
    expect(text).toContain("placed in the online store or at the till in the shop itself.");
  }
});

test("where every order counts nothing is said", async () => {
  for (const text of Object.values(await said({ newFriendsOnly: false }))) expect(text).not.toMatch(ANY);
});
