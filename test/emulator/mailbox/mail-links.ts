/** The links a reader could press in a mail, in order and without repeats: those of the HTML part first, then the text's. */
const ANCHOR = /<a\b[^>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const IN_TEXT = /https?:\/\/[^\s<>"')\]]+/g;

export function mailLinks(mail: { html?: string; text?: string }): string[] {
  const links = new Set<string>();
  for (const [, double, single] of (mail.html ?? "").matchAll(ANCHOR)) links.add(decodeEntities(double ?? single).trim());
  for (const [link] of (mail.text ?? "").matchAll(IN_TEXT)) links.add(link.replace(/[.,;:!?]+$/, ""));
  links.delete("");
  return [...links];
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
