/**
 * HTML for the emulator's own pages. Every value put into the `html` template is escaped unless it is itself Markup,
 * so a name such as `<script>` typed by a shopper or read from a file stays plain text on every surface.
 */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Piece = Markup | string | number | bigint | null | undefined | false | readonly Piece[];

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Safe in element text and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + part + (index < pieces.length ? textOf(pieces[index]) : ""), ""));
}

/** Only for text that this project wrote or has already escaped. */
export const trusted = (text: string): Markup => new Markup(text);

/** JSON for a `<script type="application/json">` element: no `</script>` can close it early. */
export const jsonForScript = (value: unknown): Markup => new Markup(JSON.stringify(value).replace(/</g, "\\u003c"));

export function htmlResponse(page: Markup, options: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(page.text, {
    status: options.status ?? 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...options.headers },
  });
}

function textOf(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return "";
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "object") return piece.map(textOf).join("");
  return escapeHtml(String(piece));
}
