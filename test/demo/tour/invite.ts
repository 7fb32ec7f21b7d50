/** Step 3: one press invites everybody who consented but the held-out; each gets one mail. */
import { setTimeout as pause } from "node:timers/promises";
import { need, type Tour } from "./tour-state.ts";

type Pressed = { outcome: string; invited: number; heldOut: number; leftOut: Record<string, number> };
/** What the page shows the press is about. */
type InvitePage = { preview: { outcome: string; looked?: Record<string, string | number> } };
const asText = (fields: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
type MailList = { total: number; pages: number; messages: { id: string; to: string[]; subject: string }[] };
export type Invitation = { email: string; link: string; unsubscribe: string | null };

const AT_ONCE = 8;

export async function invite(tour: Tour): Promise<{ invited: number; heldOut: number; invitations: Invitation[] }> {
  const before = (await mails(tour, 1)).total;
  const page = await tour.owner.load<InvitePage>("app.invite", "/app/invite");
  need(page.preview.looked !== undefined, `the page before inviting said "${page.preview.outcome}"`);
  const form = { intent: "send", ...asText(page.preview.looked) };
  const pressed = await tour.owner.act<Pressed>("app.invite", "/app/invite", form);
  need(pressed.outcome === "pressed", `inviting ended as "${pressed.outcome}"`);
  await sentEverywhere(tour, before + pressed.invited);
  const invitations = await readInvitations(tour, pressed.invited);
  need(invitations.length === pressed.invited, `${pressed.invited} were invited but ${invitations.length} mails hold a link to join`);
  need(new Set(invitations.map((one) => one.email)).size === invitations.length, "somebody got two invitations");
  const again = await tour.owner.act<Pressed>("app.invite", "/app/invite", form);
  need((again.invited ?? 0) === 0, `pressing again invited ${again.invited} people a second time`);
  const why = Object.entries(pressed.leftOut).map(([reason, count]) => `${count} ${reason}`);
  tour.say(`  invited ${pressed.invited}, held out ${pressed.heldOut} by lot, left out: ${why.join(", ") || "nobody"}`);
  return { invited: pressed.invited, heldOut: pressed.heldOut, invitations };
}

const HOUR_MS = 3_600_000;
/** No mail came for so long: whoever has none yet is asleep. */
const QUIET_FOR_MS = 3_000;

/** Nobody is woken: who lives where it is night gets theirs in their own morning. */
async function sentEverywhere(tour: Tour, wanted: number): Promise<void> {
  for (let hours = 0; hours <= 24; hours++) {
    if ((await sentFor(tour, wanted)) >= wanted) return;
    await tour.emulator.advance(HOUR_MS);
  }
  need(false, `of ${wanted} mails ${(await mails(tour, 1)).total} went out within a day`);
}

/** Until so many are there, or no more come. @returns how many are */
async function sentFor(tour: Tour, wanted: number): Promise<number> {
  let seen = -1;
  let at = (await mails(tour, 1)).total;
  while (at < wanted && at !== seen) {
    seen = at;
    await pause(QUIET_FOR_MS);
    at = (await mails(tour, 1)).total;
  }
  return at;
}

/** In steps shorter than anybody's waking hours, so that everybody gets in their morning what waited for it. */
export async function aDayPasses(tour: Tour): Promise<void> {
  for (let hours = 0; hours < 24; hours += 6) {
    await tour.emulator.advance(6 * HOUR_MS);
    await sentFor(tour, Number.POSITIVE_INFINITY);
  }
}

const mails = async (tour: Tour, page: number): Promise<MailList> =>
  (await fetch(`${tour.origin}/__mail/messages?page=${page}`)).json() as Promise<MailList>;

async function readInvitations(tour: Tour, wanted: number): Promise<Invitation[]> {
  const found: Invitation[] = [];
  for (let page = 1, pages = 1; page <= pages && found.length < wanted; page++) {
    const list = await mails(tour, page);
    pages = list.pages;
    for (let from = 0; from < list.messages.length; from += AT_ONCE)
      found.push(
        ...(await Promise.all(list.messages.slice(from, from + AT_ONCE).map((mail) => readInvitation(tour, mail.id)))).filter(
          (one) => one !== null,
        ),
      );
  }
  return found;
}

async function readInvitation(tour: Tour, id: string): Promise<Invitation | null> {
  const mail = (await (await fetch(`${tour.origin}/__mail/messages/${id}`)).json()) as {
    to: string[];
    links: (string | { href: string; url?: string })[];
    headers: { name: string; value: string }[];
  };
  const link = mail.links
    .map((one) => (typeof one === "string" ? one : (one.href ?? one.url ?? "")))
    .find((one) => one.includes("/join?token="));
  if (!link) return null;
  const unsubscribe = mail.headers.find((header) => header.name.toLowerCase() === "list-unsubscribe")?.value ?? null;
  return { email: mail.to[0], link, unsubscribe };
}
