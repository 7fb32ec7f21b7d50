/**
 * What a mail server or a provider tells of mails that came back. Two shapes are understood: a list in JSON, as a few lines of a
 * provider's webhook make it, and the report itself as it arrived at the return address: a delivery status (RFC 3464) or an abuse
 * report (RFC 5965). A mail is named by its return address or its message id, both of which carry the store.
 */
import { z } from "zod";
import { meansAddressGone } from "~/domain/letter/bounce";

/** `shopId`: whose mail it was. */
export type ReportedMail = { shopId: string; kind: "bounced" | "complained"; mailId: string; detail: string | null };

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const MESSAGE_ID = new RegExp(`<?(${UUID})@([a-z0-9][a-z0-9-]*\\.myshopify\\.com)>?`, "i");
const RETURN_PATH = /\+([0-9a-f]{32})\.([a-z0-9][a-z0-9-]*)@/i;

const listed = z.object({
  events: z
    .array(
      z.object({
        kind: z.enum(["bounced", "complained"]),
        messageId: z.string().max(300).optional(),
        returnPath: z.string().max(300).optional(),
        detail: z.string().max(2_000).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});

/** null: it is neither. `events` may be empty: a report that says of no address that it is gone. */
export function parseMailReport(body: string, contentType: string): { events: ReportedMail[]; unreadable: number } | null {
  return /^application\/json\b/i.test(contentType) ? fromJson(body) : fromReport(body);
}

function fromJson(body: string): { events: ReportedMail[]; unreadable: number } | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // No JSON: the caller is told so.
    return null;
  }
  const read = listed.safeParse(json);
  if (!read.success) return null;
  const events = read.data.events.flatMap(({ kind, messageId, returnPath, detail }) => {
    const mail = whichMail(`${messageId ?? ""} ${returnPath ?? ""}`);
    return mail ? [{ ...mail, kind, detail: detail ?? null }] : [];
  });
  return { events, unreadable: read.data.events.length - events.length };
}

function fromReport(body: string): { events: ReportedMail[]; unreadable: number } | null {
  const complaint = /^Feedback-Type:\s*abuse\b/im.test(body);
  // The server's own words are finer than the status of whoever reports them, often 5.0.0.
  const said = /^Diagnostic-Code:.{0,80}?\b(5\.\d{1,3}\.\d{1,3})\b/im.exec(body)?.[1];
  const status = said ?? /^Status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(body)?.[1];
  if (!complaint && status === undefined) return null;
  // "Not yet" is no bounce, nor is that a mail was delivered, nor a refusal that says nothing against the address.
  if (!complaint && !(meansAddressGone(status!) && /^Action:\s*failed\b/im.test(body))) return { events: [], unreadable: 0 };
  const mail = whichMail(body);
  if (!mail) return { events: [], unreadable: 1 };
  const detail = complaint ? null : (/^Diagnostic-Code:\s*(.{1,200})/im.exec(body)?.[1] ?? `status ${status}`);
  return { events: [{ ...mail, kind: complaint ? "complained" : "bounced", detail }], unreadable: 0 };
}

function whichMail(text: string): Pick<ReportedMail, "shopId" | "mailId"> | null {
  const [, mailId, shop] = MESSAGE_ID.exec(text) ?? [];
  if (mailId) return { mailId: mailId.toLowerCase(), shopId: shop.toLowerCase() };
  const [, hex, store] = RETURN_PATH.exec(text) ?? [];
  if (!hex) return null;
  return {
    mailId: hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    shopId: `${store.toLowerCase()}.myshopify.com`,
  };
}
