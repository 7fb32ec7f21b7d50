/** What a shopper posted, from a plain form or from a script as JSON: names and text values, bounded in size. */
const MOST_BYTES = 64 * 1024;

/** Nested JSON objects become `name[key]`, as forms write them. @throws Error on bodies too large or not readable. */
export async function formBody(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  if (text.length > MOST_BYTES) throw new Error(`the posted form is larger than ${MOST_BYTES} bytes`);
  const type = request.headers.get("content-type") ?? "";
  if (type.includes("application/json")) return fromJson(JSON.parse(text || "{}"));
  if (type.includes("multipart/form-data")) return fromMultipart(text, type);
  return new URLSearchParams(text);
}

function fromJson(value: Record<string, unknown>, prefix = ""): URLSearchParams {
  const out = new URLSearchParams();
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix ? `${prefix}[${key}]` : key;
    if (inner !== null && typeof inner === "object")
      for (const pair of fromJson(inner as Record<string, unknown>, name)) out.append(...pair);
    else out.append(name, inner === null ? "" : String(inner));
  }
  return out;
}

async function fromMultipart(text: string, type: string): Promise<URLSearchParams> {
  const out = new URLSearchParams();
  for (const [name, value] of await new Response(text, { headers: { "content-type": type } }).formData()) out.append(name, String(value));
  return out;
}
