/** Step 4: some of the invited join with a code they choose; one wants a code that is taken, one link is used twice. */
import { Browser, formsOf, marks, type Page } from "./browser.ts";
import type { Invitation } from "./invite.ts";
import { need, waitUntil, type Tour, type TourAmbassador } from "./tour-state.ts";

const ENDINGS = ["15", "-TEA", "-GIFT", "20", "-HOME"];
const MOST_TRIES = 4;

export async function join(tour: Tour, invitations: Invitation[], wanted: number): Promise<void> {
  need(invitations.length >= wanted, `only ${invitations.length} people were invited; ${wanted} should join`);
  for (const [index, invitation] of invitations.slice(0, wanted).entries()) tour.ambassadors.push(await joinOne(tour, invitation, index));
  await refuses(tour, invitations[0], "a link used before joined somebody again");
  await refuses(
    tour,
    { ...invitations[1], link: invitations[1].link.replace(/token=.{8}/, "token=AAAAAAAA") },
    "a made-up link joined somebody",
  );
  await codesAreLive(tour);
  const taken = tour.ambassadors.filter((one) => !ENDINGS.some((ending) => one.code.endsWith(ending))).length;
  tour.say(
    `  ${tour.ambassadors.length} joined with codes of their own, e.g. ${tour.ambassadors
      .slice(0, 3)
      .map((one) => one.code)
      .join(", ")}${taken ? `; ${taken} took an idea because theirs was taken` : ""}`,
  );
}

/** Codes are shared once they work: Shopify adds them in its own time, and whoever types one before pays the full price. */
async function codesAreLive(tour: Tour): Promise<void> {
  await waitUntil(
    "making every ambassador's code work",
    async () => {
      let live = 0;
      for (let page = 1, pages = 1; page <= pages; page++) {
        const one = await tour.owner.load<{ rows: { codes: { state: string }[] }[]; pages: number }>(
          "app.ambassadors",
          `/app/ambassadors?page=${page}`,
        );
        live += one.rows.filter(({ codes }) => codes.some(({ state }) => state === "live")).length;
        pages = one.pages;
      }
      return live;
    },
    (live) => live >= tour.ambassadors.length,
  );
}

async function joinOne(tour: Tour, invitation: Invitation, index: number): Promise<TourAmbassador> {
  const browser = new Browser(tour.origin);
  // A mail scanner looks first; looking takes nothing.
  if (index < 5) await new Browser(tour.origin).get(invitation.link);
  let page = await browser.get(invitation.link);
  need(
    page.status === 200 && marks(page, "data-regulars-page")[0] === "join",
    `the join page of ${invitation.email} answered ${page.status}`,
  );
  const suggested = joinForm(page).fields.code;
  need(suggested, `the join page of ${invitation.email} suggests no code`);
  const stem = suggested.replace(/[-\d].*$/, "");
  let code = `${stem}${ENDINGS[index % ENDINGS.length]}`;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    page = await browser.submit(page, joinForm(page), { code, acknowledged: "yes" });
    const outcome = marks(page, "data-outcome")[0];
    if (outcome === "joined") {
      const shown = marks(page, "data-share-code")[0];
      need(shown === code.toUpperCase(), `${invitation.email} chose ${code} but the page says ${shown}`);
      const slug = marks(page, "data-slug")[0];
      need(slug, `the page after joining does not say where ${invitation.email}'s own page is`);
      return { email: invitation.email, firstName: stem, code, slug, joinedAt: new Date().toISOString() };
    }
    need(
      outcome === "code taken" || outcome === "code refused",
      `joining as ${invitation.email} with ${code} ended as "${outcome}" (${page.status})`,
    );
    const ideas = marks(page, "data-idea");
    need(ideas.length, `${code} is ${outcome} and the page has no idea instead`);
    code = ideas[0];
  }
  need(false, `${invitation.email} could not find a free code in ${MOST_TRIES} tries`);
}

const joinForm = (page: Page) => {
  const form = formsOf(page).find((one) => "code" in one.fields && one.method === "POST");
  need(form, "the join page has no form with a code");
  return form;
};

async function refuses(tour: Tour, invitation: Invitation, what: string): Promise<void> {
  const browser = new Browser(tour.origin);
  const page = await browser.get(invitation.link);
  const form = formsOf(page).find((one) => "code" in one.fields && one.method === "POST");
  const answer = form ? await browser.submit(page, form, { acknowledged: "yes" }) : page;
  need(marks(answer, "data-outcome")[0] !== "joined", what);
}
