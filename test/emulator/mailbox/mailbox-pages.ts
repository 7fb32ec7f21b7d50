/** How the mailbox looks: a list that reads like an inbox, and one mail with its HTML, text and headers. */
import type { EmulatorContext } from "../context.ts";
import { html, htmlResponse, trusted, type Markup } from "../markup.ts";
import type { MailMessage, MailPage } from "./mailbox-handler.ts";

export function mailListPage(context: EmulatorContext, { mails, to, page, pages, total }: MailPage): Response {
  const at = (number: number) => `/__mail?${new URLSearchParams({ ...(to ? { to } : {}), page: String(number) })}`;
  return htmlResponse(
    frame(
      context,
      "Mailbox",
      html`<form class="find" action="/__mail">
          <label for="to">Mails to</label>
          <input id="to" name="to" value="${to}" placeholder="anyone" />
          <button>Show</button>
        </form>
        <p class="quiet">
          ${total === 0 ? (to ? "Nobody by that address has had a mail." : "No mail yet. Whatever the app sends lands here, never in a real inbox.") : `${total} ${total === 1 ? "mail" : "mails"}, newest first`}
        </p>
        <ul class="mails">
          ${mails.map(
            (mail) =>
              html`<li>
                <a href="/__mail/${mail.id}">
                  <span class="to">${mail.to.join(", ")}</span><span class="subject">${mail.subject || "(no subject)"}</span
                  ><time datetime="${mail.receivedAt}">${when(mail.receivedAt)}</time>
                </a>
              </li>`,
          )}
        </ul>
        ${pages > 1 && html`<nav class="pages">${page > 1 && html`<a href="${at(page - 1)}">Newer</a>`}<span>Page ${page} of ${pages}</span>${page < pages && html`<a href="${at(page + 1)}">Older</a>`}</nav>`}`,
    ),
  );
}

/** @param reported what was told to the app of it a moment ago */
export function mailPage(context: EmulatorContext, mail: MailMessage, reported: string | null = null): Response {
  return htmlResponse(
    frame(
      context,
      mail.subject || "(no subject)",
      html`<p class="quiet"><a href="/__mail">All mails</a></p>
        <h1>${mail.subject || "(no subject)"}</h1>
        <p class="quiet">From ${mail.sender || "nobody"} to ${mail.to.join(", ")}, ${when(mail.receivedAt)}</p>
        ${mail.html !== null && html`<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" srcdoc="${`<base target="_blank">${mail.html}`}"></iframe>`}
        ${mail.attachments.length > 0 && html`<p class="quiet">Attached: ${mail.attachments.map(({ name }) => name).join(", ")}</p>`}
        ${
          mail.text !== null &&
          (mail.html === null
            ? html`<pre>${mail.text}</pre>`
            : html`<details>
                <summary>As text</summary>
                <pre>${mail.text}</pre>
              </details>`)
        }
        <details>
          <summary>Links (${mail.links.length})</summary>
          <ul class="plain">
            ${mail.links.map((link) => html`<li>${/^https?:/i.test(link) ? html`<a href="${link}" target="_blank" rel="noreferrer">${link}</a>` : link}</li>`)}
          </ul>
        </details>
        <details>
          <summary>Headers</summary>
          <pre>${mail.headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
        </details>
        ${reported !== null && html`<p>The app was told that it ${reported}.</p>`}
        ${
          context.config.mailEventsSecret !== undefined &&
          html`<form class="find" method="post" action="/__mail/${mail.id}/report">
            <span class="quiet">What became of it?</span>
            <button name="kind" value="bounced">It bounced</button>
            <button name="kind" value="complained">Its reader complained</button>
          </form>`
        }`,
    ),
  );
}

export function noSuchMailPage(): Response {
  return htmlResponse(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>No such mail</title>
        </head>
        <body>
          <p>There is no such mail. <a href="/__mail">All mails</a></p>
        </body>
      </html>`,
    { status: 404 },
  );
}

function when(instant: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(instant));
}

function frame(context: EmulatorContext, title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Mailbox</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header><a href="/__mail">Mailbox</a><span>Mails caught for ${context.books.theShop.name}</span></header>
        <main>${body}</main>
      </body>
    </html>`;
}

const STYLE = trusted(`
  * { box-sizing: border-box; }
  body { margin: 0; background: #f6f6f7; color: #202223; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
  header { display: flex; gap: 16px; align-items: baseline; padding: 12px 24px; background: #fff; border-bottom: 1px solid #e1e3e5; }
  header a { color: inherit; font-weight: 650; font-size: 17px; text-decoration: none; }
  header span, .quiet { color: #5c5f62; }
  main { max-width: 900px; margin: 0 auto; padding: 20px 16px 48px; }
  h1 { margin: 4px 0; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; }
  a { color: #0a5bd3; overflow-wrap: anywhere; }
  .find { display: flex; gap: 8px; align-items: center; }
  .find input { flex: 1; min-width: 0; max-width: 320px; padding: 8px 10px; border: 1px solid #8c9196; border-radius: 8px; font: inherit; }
  .find button { padding: 8px 14px; border: 1px solid #8c9196; border-radius: 8px; background: #fff; font: inherit; cursor: pointer; }
  .mails { list-style: none; margin: 0; padding: 0; background: #fff; border-radius: 12px; box-shadow: 0 1px 2px #0002; overflow: hidden; }
  .mails:empty { display: none; }
  .mails li + li { border-top: 1px solid #ebebeb; }
  .mails a { display: grid; grid-template-columns: minmax(120px, 240px) 1fr auto; gap: 16px; padding: 12px 16px; color: inherit; text-decoration: none; }
  .mails a:hover, .mails a:focus-visible { background: #f1f6ff; }
  .to { color: #5c5f62; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .subject { font-weight: 550; overflow: hidden; text-overflow: ellipsis; }
  time { color: #5c5f62; font-size: 13px; white-space: nowrap; }
  iframe { display: block; width: 100%; height: 70vh; border: 0; border-radius: 12px; background: #fff; box-shadow: 0 1px 2px #0002; }
  details { margin-top: 12px; padding: 10px 16px; background: #fff; border-radius: 12px; box-shadow: 0 1px 2px #0002; }
  summary { cursor: pointer; font-weight: 550; }
  pre { margin: 12px 0 4px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
  main > pre { padding: 16px; background: #fff; border-radius: 12px; box-shadow: 0 1px 2px #0002; }
  .plain { margin: 8px 0 0; padding-left: 18px; }
  .pages { display: flex; gap: 16px; justify-content: center; padding: 16px; }
  @media (max-width: 600px) {
    header { padding: 12px 16px; flex-wrap: wrap; gap: 4px 12px; }
    .mails a { grid-template-columns: 1fr auto; gap: 2px 12px; }
    .subject { grid-column: 1 / -1; }
    .to { grid-row: 1; } time { grid-row: 1; grid-column: 2; }
  }
`);
