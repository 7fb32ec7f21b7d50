/** The last look before invitations go out, and the one press that sends them. */
import { beforeAll, expect, test } from "vitest";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { endProgram } from "~/domain/program/end-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import * as invite from "~/routes/app.invite";
import { adminRig } from "../support/admin";
import { minedStore } from "../support/mined-store";

const t = await adminRig();
let ids: string[];
type Preview = {
  outcome: string;
  looked?: { miningId: string; programVersion: number; mayBeInvited: number };
  invited?: number;
  heldOut?: number;
  leftOut?: Record<string, number>;
  letter?: { to: string; html: string };
};
type Pressed = { outcome: string; invited: number; heldOut: number; leftOut: Record<string, number> };
const look = (query = "") => t.load<{ preview: Preview; whom: string; order: { name: string } | null }>(invite, `/app/invite${query}`);
/** What the page of these sends with the press; where it has no button, what another page had. */
const shown = async (query = "") => {
  const { miningId, programVersion, mayBeInvited } = (await look(query)).preview.looked ?? {
    miningId: "00000000-0000-4000-8000-000000000000",
    programVersion: 1,
    mayBeInvited: 0,
  };
  return { miningId, programVersion: String(programVersion), mayBeInvited: String(mayBeInvited) };
};
const post = (fields: Record<string, string>) => t.act<Pressed>(invite, "/app/invite", { intent: "send", ...fields });
const send = async (fields: Record<string, string> = {}) => post({ ...(await shown(fields.whom ? `?${fields.whom}` : "")), ...fields });
const invitations = async () =>
  (await t.sql<{ buyer_id: string }>("SELECT buyer_id FROM invitation ORDER BY buyer_id")).map((row) => row.buyer_id);

beforeAll(async () => {
  expect((await look()).preview).toEqual({ outcome: "not mined yet" });
  ids = await minedStore(t.world, [
    { firstName: "Ada" },
    { firstName: "Bea", consent: "not subscribed" },
    ...Array.from({ length: 61 }, (_, index) => ({ firstName: `Kim${index}` })),
  ]);
  // A commercial mail must name an address; Shopify tells none of this store.
  expect((await look()).preview).toEqual({ outcome: "no postal address" });
  expect((await send()).body).toEqual({ outcome: "no postal address" });
  await saveMailSetting(t.world, { setting: { ...MAIL_DEFAULTS, postalAddress: "12 Market Row, York" }, savedBy: "Olga" });
});

test("looking shows who, who not and why, and the mail as the first gets it; it changes nothing", async () => {
  const { preview, order } = await look();
  expect(preview).toMatchObject({ outcome: "ready", invited: 56, heldOut: 6, leftOut: { "has not said yes to e-mail": 1 } });
  expect(preview.letter!.to).toBe("person-0@people.example");
  expect(preview.letter!.html).toContain("Ada");
  expect(order!.name).toMatch(/^#\d+$/);
  expect(await invitations()).toEqual([]);
});

test("only the chosen are looked at and sent to", async () => {
  const chosen = [ids[0], ids[1]];
  expect((await look(`?buyers=${chosen.join(",")}`)).preview).toMatchObject({ outcome: "ready", invited: 1, heldOut: 0 });
  const { body } = await send({ whom: (await look(`?buyers=${chosen.join(",")}`)).whom });
  expect(body).toMatchObject({ outcome: "pressed", invited: 1, heldOut: 0, leftOut: { "has not said yes to e-mail": 1 } });
  expect(await invitations()).toEqual([ids[0]]);
});

test("the list's filters narrow whom the press writes to, and what was looked at is what is sent", async () => {
  const { preview, whom } = await look("?search=Kim59&consent=yes&buyers=");
  expect(preview).toMatchObject({ outcome: "ready", invited: 1, heldOut: 0, leftOut: {} });
  expect((await send({ whom })).body).toMatchObject({ outcome: "pressed", invited: 1, heldOut: 0, leftOut: {} });
  expect(await t.sql("SELECT first_name FROM invitation JOIN buyer USING (shop_id, buyer_id) ORDER BY first_name")).toEqual([
    { first_name: "Ada" },
    { first_name: "Kim59" },
  ]);
  expect((await look("?search=nobody-of-this-name")).preview).toEqual({ outcome: "nobody to invite", leftOut: {} });
});

test("another owner's change between the look and the press sends nothing; the page shows how many it is now", async () => {
  const before = await shown();
  await saveSettings(t.world, { settings: { offerBp: 2_000 }, savedBy: "Otto" });
  const sentSoFar = await invitations();
  expect((await post(before)).body).toMatchObject({ outcome: "changed meanwhile" });
  for (const left of Object.keys(before)) {
    const { [left as keyof typeof before]: _left, ...rest } = await shown();
    expect((await post(rest)).status, `without ${left}`).toBe(400);
  }
  expect(await invitations()).toEqual(sentSoFar);
});

test("two presses at once invite everybody who may be invited once", async () => {
  const both = await Promise.all([send(), send()]);
  expect(both.map(({ body }) => body.outcome).sort()).toEqual(["nobody to invite", "pressed"]);
  const sent = await invitations();
  expect(sent).toHaveLength(56);
  expect(new Set(sent).size).toBe(56);
});

test("pressing again later invites nobody, and each is accounted for", async () => {
  const { body } = await send();
  expect(body).toMatchObject({
    outcome: "nobody to invite",
    leftOut: { "invited before": 56, "held out for now": 6, "has not said yes to e-mail": 1 },
  });
  expect(await invitations()).toHaveLength(56);
});

test("a form that names no known button, or nobody we can read, sends nothing", async () => {
  const wrong: Record<string, string>[] = [
    { intent: "preview" },
    { whom: "buyers=1; DROP TABLE invitation" },
    { whom: "buyers=" },
    { whom: "serach=Kim" },
    { whom: "consent=yes&country=Britain" },
    { buyers: ids[2] },
  ];
  for (const fields of wrong) {
    const { status, body } = await send(fields);
    expect([status, body.outcome], JSON.stringify(fields)).toEqual([400, "not understood"]);
  }
  expect(await invitations()).toHaveLength(56);
});

test("of a programme that has ended the page knows since when, and nobody is invited", async () => {
  await endProgram(t.world, { endedBy: "Olga" });
  expect(await look()).toMatchObject({ preview: { outcome: "no programme" }, endedAt: t.clock.now().toISOString() });
  expect((await send()).body).toEqual({ outcome: "no programme" });
  await resumeProgram(t.world, { resumedBy: "Olga" });
  expect(await look()).toMatchObject({ preview: { outcome: "nobody to invite" }, endedAt: null });
});
