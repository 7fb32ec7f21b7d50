/**
 * Tells the app what happened: the webhooks of one happening share their event id, and bodies are built only for topics
 * the app declares. A body stays as it was at this moment, however late it is delivered.
 */
import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "../context.ts";

export type Announcement = [topic: string, payload: () => unknown];

/** Queues one webhook per declared topic, in the order given. */
export function announce(ctx: EmulatorContext, announcements: Announcement[]): void {
  const eventId = randomUUID();
  for (const [topic, payload] of announcements) {
    if (ctx.config.webhookTopics.includes(topic)) ctx.emit(topic, payload(), { eventId });
  }
}
