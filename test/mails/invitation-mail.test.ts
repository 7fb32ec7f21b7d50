import { describe, expect, test } from "vitest";
import { reactLetters } from "~/mails/react-letters.server";
import type { InvitationLetter } from "~/ports/letters";

const facts: InvitationLetter = {
  storeName: "Tea & Sons",
  storeEmail: "hello@tea.example",
  storeAddress: "12 Market Row, York, United Kingdom",
  storeUrl: "https://tea.example",
  firstName: "Maxine",
  whyYou: "You've been with us since March 2024.",
  offerPercent: "15",
  creditPercent: "10",
  joinUrl: "https://tea.example/apps/regulars/join?token=abc",
  optOutUrl: "https://tea.example/apps/regulars/opt-out?token=abc",
  openUntil: "16 November 2026",
};

describe("the invitation", () => {
  test("says why this person first, in 60 to 90 words", async () => {
    const { text } = await reactLetters.invitation(facts);
    const body = text
      .slice(text.indexOf("Hello Maxine,"), text.indexOf("nothing to do.") + "nothing to do.".length)
      .replace(/https:\S+/g, "");
    const words = body.split(/\s+/).filter((word) => /\w/.test(word));
    expect(words.length).toBeGreaterThanOrEqual(60);
    expect(words.length).toBeLessThanOrEqual(90);
    expect(body.indexOf(facts.whyYou)).toBe(body.indexOf("You"));
  });

  test("has one button, and names the offer, the credit, the ask, the last day and the store", async () => {
    const { subject, html, text } = await reactLetters.invitation(facts);
    expect(html.split(facts.joinUrl).length - 1).toBe(1);
    for (const said of [
      "15 %",
      "10 %",
      "say that you get something",
      "16 November 2026",
      "Tea & Sons",
      "hello@tea.example",
      "12 Market Row, York, United Kingdom",
      facts.joinUrl,
      facts.optOutUrl,
    ])
      expect(text).toContain(said);
    expect(subject).toBe("Maxine, would you share Tea & Sons with your friends?");
  });

  test("FAULTS 67: whatever a name contains is plain text, and a subject is one line", async () => {
    const { subject, html } = await reactLetters.invitation({
      ...facts,
      firstName: "<script>alert(1)</script>\r\nBcc: all@x.example",
      storeName: "A\u2028B",
    });
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
    expect(subject).not.toMatch(/[\r\n\u2028]/);
  });

  test("somebody without a name is greeted without one", async () => {
    const { subject, text } = await reactLetters.invitation({ ...facts, firstName: null });
    expect(text).toContain("Hello,");
    expect(`${subject} ${text}`).not.toMatch(/null|undefined/);
  });
});
