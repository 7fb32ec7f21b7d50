import { expect, test } from "vitest";
import { checkMailDomain } from "~/domain/letter/check-mail-domain.server";
import { testWorld } from "../../support/world";

const t = await testWorld();
const states = async () => {
  const { domain, checks } = await checkMailDomain(t.world);
  return { domain, ...Object.fromEntries(checks.map(({ name, state }) => [name, state])) };
};

test("a domain that says nothing has all three to do", async () => {
  expect(await states()).toEqual({ domain: "regulars.example", spf: "missing", dkim: "missing", dmarc: "missing" });
});

test("records among others that have nothing to do with mail are found", async () => {
  t.outbox.records["regulars.example"] = {
    outcome: "found",
    texts: ["google-site-verification=x", "v=spf1 include:_spf.mail.example -all"],
  };
  t.outbox.records["s1._domainkey.regulars.example"] = { outcome: "found", texts: ["v=DKIM1; k=rsa; p=MIGfMA0"] };
  t.outbox.records["_dmarc.regulars.example"] = { outcome: "found", texts: ["v=DMARC1; p=quarantine"] };
  expect(await states()).toMatchObject({ spf: "good", dkim: "good", dmarc: "good" });
});

test("two SPF records count as none, +all lets anybody send, and an empty key is a key withdrawn", async () => {
  t.outbox.records["regulars.example"] = { outcome: "found", texts: ["v=spf1 -all", "v=spf1 ~all"] };
  t.outbox.records["s1._domainkey.regulars.example"] = { outcome: "found", texts: ["v=DKIM1; p="] };
  expect(await states()).toMatchObject({ spf: "twice", dkim: "missing" });
  t.outbox.records["regulars.example"] = { outcome: "found", texts: ["v=spf1 +all"] };
  expect(await states()).toMatchObject({ spf: "too open" });
});

test("that nobody could be asked is said, and is not called missing", async () => {
  t.outbox.records["_dmarc.regulars.example"] = { outcome: "could not look", why: "ETIMEOUT" };
  expect(await states()).toMatchObject({ dmarc: "could not look" });
});
