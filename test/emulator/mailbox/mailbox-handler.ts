/**
 * The mailbox's pages and JSON: `/__mail` lists what was caught, newest first, `/__mail/<id>` shows one mail as a person sees
 * it, `/__mail/messages` and `/__mail/messages/<id>` are the same for tests and the tour. HTML parts are shown in a sandboxed
 * frame: a mail's scripts never run. A POST to `/__mail/<id>/report` lets the mail bounce, or its reader complain.
 */
import type { Mail } from "../books.ts";
import type { EmulatorContext, Handler } from "../context.ts";
import { parseMail } from "./keep-mail.ts";
import { mailLinks } from "./mail-links.ts";
import { mailListPage, mailPage, noSuchMailPage } from "./mailbox-pages.ts";
import { ReportRefused, reportMail } from "./report-mail.ts";

export const MAILS_PER_PAGE = 50;

/** A mail as JSON shows it. `html` and `text` are null when the mail has no such part. */
export type MailMessage = {
  id: string;
  /** Of the envelope: where it goes when it comes back. */
  from: string;
  /** As its reader sees it: "Tea & Sons <hello@tea.example>"; of the envelope where the mail says nothing. */
  sender: string;
  to: string[];
  subject: string;
  receivedAt: string;
  text: string | null;
  html: string | null;
  links: string[];
  headers: { name: string; value: string }[];
  attachments: { name: string; mimeType: string }[];
};

export const mailboxHandler: Handler = async (context, request, url) => {
  if (url.pathname !== "/__mail" && !url.pathname.startsWith("/__mail/")) return null;
  const [, reported] = /^\/__mail\/([^/]+)\/report$/.exec(url.pathname) ?? [];
  if (reported && request.method === "POST") return report(context, reported, await request.formData());
  if (request.method !== "GET") return new Response("The mailbox only shows mails: use GET.", { status: 405, headers: { allow: "GET" } });
  const wanted = pageOf(context, url);
  if (url.pathname === "/__mail" || url.pathname === "/__mail/") return mailListPage(context, wanted);
  if (url.pathname === "/__mail/messages") {
    const { mails, ...counts } = wanted;
    return json({ ...counts, messages: mails.map(({ raw: _raw, ...mail }) => mail) });
  }
  const [, asJson, id] = /^\/__mail\/(messages\/)?([^/]+)$/.exec(url.pathname) ?? [];
  const mail = id === undefined ? undefined : context.books.mail.get(id);
  if (!mail) return asJson ? json({ error: `there is no mail ${id}` }, 404) : noSuchMailPage();
  const message = await readMessage(mail);
  return asJson ? json(message) : mailPage(context, message, url.searchParams.get("reported"));
};

/** As the mail's own server would: the app is told, and what it answers is shown. */
async function report(context: EmulatorContext, id: string, form: FormData): Promise<Response> {
  const mail = context.books.mail.get(id);
  const kind = form.get("kind");
  if (!mail || (kind !== "bounced" && kind !== "complained")) return noSuchMailPage();
  try {
    await reportMail(context, mail, kind);
  } catch (error) {
    if (error instanceof ReportRefused) return new Response(error.message, { status: 502 });
    throw error;
  }
  return new Response(null, { status: 303, headers: { location: `/__mail/${id}?reported=${kind}` } });
}

export type MailPage = { mails: Mail[]; to: string; page: number; pages: number; total: number };

/** @param url `to` keeps mails to an address that contains it; `page` counts from 1. */
function pageOf(context: EmulatorContext, url: URL): MailPage {
  const to = url.searchParams.get("to")?.trim().toLowerCase() ?? "";
  const all = [...context.books.mail.values()]
    .reverse()
    .filter((mail) => to === "" || mail.to.some((address) => address.toLowerCase().includes(to)));
  const pages = Math.max(1, Math.ceil(all.length / MAILS_PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(url.searchParams.get("page") ?? "1")) || 1));
  return { mails: all.slice((page - 1) * MAILS_PER_PAGE, page * MAILS_PER_PAGE), to, page, pages, total: all.length };
}

async function readMessage(mail: Mail): Promise<MailMessage> {
  const parsed = await parseMail(mail.raw);
  return {
    id: mail.id,
    from: mail.from,
    sender: senderOf(parsed) ?? mail.from,
    to: mail.to,
    subject: mail.subject,
    receivedAt: mail.receivedAt,
    text: parsed.text ?? null,
    html: parsed.html ?? null,
    links: mailLinks(parsed),
    headers: parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: parsed.attachments.map(({ filename, mimeType }) => ({ name: filename ?? "", mimeType })),
  };
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

function senderOf({ from }: Awaited<ReturnType<typeof parseMail>>): string | undefined {
  if (!from?.address) return undefined;
  return from.name ? `${from.name} <${from.address}>` : from.address;
}
