/**
 * The receiver of what came back: POST with X-Regulars-Signature, the hex HMAC-SHA-256 of the raw body under MAIL_EVENTS_SECRET.
 * Unsigned leaves no trace; signed is answered with what was noted and what was not; a database that is away is 503.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { logger } from "~/adapters/logger.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { env } from "~/env.server";
import { worldFor } from "~/world.server";
import { parseMailReport } from "./parse-mail-report";
import { readBody } from "./read-body.server";

/** A report brings the mail it is about. */
const MOST_BYTES = 2 * 1024 * 1024;

export async function receiveMailEvents(request: Request): Promise<Response> {
  if (request.method !== "POST") return answer(405, { problem: "Reports are POSTed." });
  const secret = env().MAIL_EVENTS_SECRET;
  if (!secret) return answer(404, { problem: "MAIL_EVENTS_SECRET is not set, so no reports are taken." });
  const body = await readBody(request, MOST_BYTES);
  if (!body) return answer(413, { problem: "The body is larger than any report." });
  if (!isSigned(body, request.headers.get("x-regulars-signature") ?? "", secret))
    return answer(401, { problem: "The signature does not match." });
  const report = parseMailReport(new TextDecoder().decode(body), request.headers.get("content-type") ?? "");
  if (!report) return answer(400, { problem: "Neither a list of events in JSON nor a report (RFC 3464, RFC 5965)." });
  try {
    let noted = 0;
    for (const { shopId, ...event } of report.events) if ((await noteMailReport(worldFor(shopId), event)).outcome === "noted") noted++;
    return answer(200, { noted, unknown: report.events.length - noted + report.unreadable });
  } catch (error) {
    logger().error({ error }, "a report of mails that came back could not be kept; it must be sent again");
    return answer(503, { problem: "It could not be kept; send it again." });
  }
}

function isSigned(body: Uint8Array, given: string, secret: string): boolean {
  const [, hex] = /^(?:sha256=)?([0-9a-f]{64})$/i.exec(given) ?? [];
  return hex !== undefined && timingSafeEqual(createHmac("sha256", secret).update(body).digest(), Buffer.from(hex, "hex"));
}

const answer = (status: number, said: unknown): Response => Response.json(said, { status, headers: { "cache-control": "no-store" } });
