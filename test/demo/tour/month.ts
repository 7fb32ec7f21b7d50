/** Step 9: a month ends. Some friends buy on its last day, and in the first days of the next everybody is told where they stand. */
import { aDayPasses } from "./invite.ts";
import { readAllMails } from "./letters.ts";
import { waitForDecisions } from "./money.ts";
import { sell } from "./sell.ts";
import { need, waitUntil, type Tour } from "./tour-state.ts";

const DAY_MS = 86_400_000;
/** At two a week, a letter waits a week for what was sent before it. */
const LIMIT_DAYS = 7;

/** @returns what was decided of all orders by then */
export async function aMonthEnds(
  tour: Tour,
  { friends, redeemed }: { friends: number; redeemed: number },
): Promise<{ attributed: number; ignored: number }> {
  const now = new Date((await tour.emulator.now()).now);
  const lastNoon = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0, 12);
  if (lastNoon > now.getTime()) await tour.emulator.advance(lastNoon - now.getTime());
  await sell(tour, { friends: Math.ceil(friends / 2), own: 0, earlier: [] });
  await waitForDecisions(tour, redeemed);
  const before = await monthlyLetters(tour);
  await aDayPasses(tour);
  // The worker looks at its schedule in its own time, which goes on as slowly as ours.
  await waitUntil(
    "writing the monthly letters",
    () => monthlyLetters(tour),
    (letters) => letters > before,
    { withinMs: 240_000, everyMs: 3_000 },
  );
  await aDayPasses(tour);
  const inTime = (await monthlyLetters(tour)) - before;
  // Who had their letters of this week already is told in the next.
  await tour.emulator.advance((LIMIT_DAYS - 1) * DAY_MS);
  await aDayPasses(tour);
  // The last of them may be on their way still.
  const told = await waitUntil(
    "telling everybody of their month",
    async () => (await monthlyLetters(tour)) - before,
    (letters) => letters >= tour.ambassadors.length,
    { everyMs: 3_000 },
  );
  need(told === tour.ambassadors.length, `${tour.ambassadors.length} are in the programme, ${told} were told of their month`);
  const later = told - inTime > 0 ? `, ${told - inTime} of them a week later, since they had enough letters that week` : "";
  tour.say(`  ${told} were told of their month${later}`);
  await sell(tour, { friends: Math.floor(friends / 2), own: 0, earlier: [] });
  return waitForDecisions(tour, redeemed);
}

const monthlyLetters = async (tour: Tour): Promise<number> =>
  (await readAllMails(tour)).filter(({ subject }) => /^Your \S+ at /.test(subject)).length;
