/**
 * Somebody leaves, and friends who have the code may go on using it. When it ends up where everybody finds it, the owner's word ends it:
 * in our books and in Shopify, where its discount is taken.
 */
import { beforeAll, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { readLeaks } from "~/domain/insight/read-leaks.server";
import { answerLeak } from "~/domain/leak/answer-leak.server";
import { DAY_MS } from "../support/world";
import { openStory, type Member } from "./story";

const story = await openStory({ seed: "leaks" });
const { t, emulator } = story;
const carried = () => emulator.books.redeemCode.has(member.code);
let member: Member;

beforeAll(async () => {
  member = await story.begin("LEAKS-TEA");
  await story.join(1, "KEEPS-TEA");
  await story.pass(21 * DAY_MS);
}, 180_000);

test("the code of somebody who left goes on for friends, and when it leaks the owner's word takes it from Shopify", async () => {
  expect(await leaveProgram(t.world, { ambassadorId: member.ambassadorId })).toEqual({ outcome: "left" });
  await story.settle();
  expect(carried()).toBe(true);
  for (let stranger = 0; stranger < 30; stranger++) {
    story.buy({ codes: [member.code] });
    await t.clock.advance(20_000);
  }
  await story.settle();
  const [leak] = (await readLeaks(t.world)).open;
  expect(leak).toMatchObject({ code: member.code, givesNew: "has left" });
  expect(await answerLeak(t.world, { alarmId: leak.alarmId, answer: "replaced", answeredBy: "Olga" })).toEqual({
    outcome: "replaced",
    code: null,
  });
  await story.settle();
  await story.pass(60_000);
  expect(carried()).toBe(false);
  expect((await readLeaks(t.world)).answered).toMatchObject([{ answer: { answer: "replaced", newCode: false, stands: "ended" } }]);
}, 60_000);
