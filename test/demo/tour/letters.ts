/** Step 11: what everybody got by mail, read from the mailbox alone: which letters, to whom, and that nobody got one too many. */
import { need, waitUntil, type Tour } from "./tour-state.ts";

type Mail = { to: string[]; subject: string; text: string | null; html: string | null; headers: { name: string; value: string }[] };
type MailList = { pages: number; total: number; messages: { id: string }[] };

/** By their subjects, in our own words. */
const KINDS: [kind: string, subject: RegExp, onceEach: boolean][] = [
  ["invitation", /would you share .+ with your friends\?$/i, true],
  ["reminder", /^(.+, )?your code at .+ is still free$/i, true],
  ["welcome", /^\S+ is yours$/, true],
  ["first sale", /^A friend bought with your code$/, true],
  ["reward earned", /^.+ is yours now$/, false],
  ["tier reached", /^You are our .+ now$/, false],
  ["code replaced", /^You have a new code: /, false],
  ["progress", /^Your \S+ at /, false],
  ["goodbye", /^Thank you\b/, false],
];
const AT_ONCE = 8;
const SETTLED_AFTER_MS = 3_000;

/** @returns how many of each kind went out */
export async function readLetters(tour: Tour): Promise<Record<string, number>> {
  let before = -1;
  await waitUntil(
    "the last letters",
    () => list(tour, 1),
    ({ total }) => total === before || ((before = total), false),
    { everyMs: SETTLED_AFTER_MS },
  );
  const counts: Record<string, number> = {};
  const got = new Map<string, Set<string>>();
  for (const mail of await readAllMails(tour)) {
    const [kind, , onceEach] = KINDS.find(([, subject]) => subject.test(mail.subject)) ?? [];
    need(kind, `nobody knows what the mail "${mail.subject}" is`);
    const header = (name: string) => mail.headers.find((one) => one.name.toLowerCase() === name)?.value ?? "";
    const whole = mail.text && mail.html && /^<https?:/.test(header("list-unsubscribe")) && header("list-unsubscribe-post");
    need(whole, `"${mail.subject}" to ${mail.to[0]} lacks its text, or a way out`);
    const theirs = got.get(mail.to[0]) ?? new Set();
    need(!onceEach || !theirs.has(kind), `${mail.to[0]} got the letter "${kind}" twice`);
    got.set(mail.to[0], theirs.add(kind));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const unanswered = (counts.invitation ?? 0) - tour.ambassadors.length;
  need((counts.reminder ?? 0) > 0 === unanswered > 0, `${unanswered} did not answer, ${counts.reminder ?? 0} were reminded`);
  for (const { email } of tour.ambassadors) {
    need(got.get(email)?.has("welcome"), `${email} has joined and was not welcomed`);
    need(!got.get(email)?.has("reminder"), `${email} has joined and was reminded all the same`);
  }
  const said = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  tour.say(`  ${said.join(", ")}; nobody got one twice`);
  return counts;
}

const list = async (tour: Tour, page: number): Promise<MailList> =>
  (await fetch(`${tour.origin}/__mail/messages?page=${page}`)).json() as Promise<MailList>;

/** Whatever lies in the mailbox. */
export async function readAllMails(tour: Tour): Promise<Mail[]> {
  const all: Mail[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const read = await list(tour, page);
    pages = read.pages;
    for (let from = 0; from < read.messages.length; from += AT_ONCE)
      all.push(
        ...(await Promise.all(
          read.messages
            .slice(from, from + AT_ONCE)
            .map(async ({ id }) => (await fetch(`${tour.origin}/__mail/messages/${id}`)).json() as Promise<Mail>),
        )),
      );
  }
  return all;
}
