/** What the edge shows while the app is starting or after it has died: says so, and looks again by itself. */
import { html, type Markup } from "../markup.ts";

/** @param reason the connection's error, for whoever looks into it. */
export function notUpPage(appPort: number, reason: string): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="3" />
        <title>The app isn't up yet</title>
        <style>
          body {
            margin: 0;
            min-height: 100vh;
            display: grid;
            place-items: center;
            background: #f1f1f1;
            color: #303030;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          main {
            max-width: 26rem;
            margin: 16px;
            padding: 24px 28px;
            background: #fff;
            border-radius: 12px;
            box-shadow: 0 1px 3px #0002;
          }
          h1 {
            margin: 0 0 8px;
            font-size: 20px;
          }
          p {
            margin: 0 0 8px;
          }
          small {
            color: #616161;
            overflow-wrap: anywhere;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>The app isn't up yet</h1>
          <p>
            Nothing answers on port ${appPort}. If the app is starting, this page finds it by itself; if it has stopped, start it again.
          </p>
          <small>${reason}</small>
        </main>
      </body>
    </html>`;
}
