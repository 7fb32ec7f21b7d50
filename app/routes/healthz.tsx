/** For whoever watches the process: 200 while it and its database answer within two seconds. */
import { connections } from "~/db.server";
import { logger } from "~/adapters/logger.server";

const WITHIN_MS = 2_000;

export async function loader() {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database took longer than ${WITHIN_MS} ms`)), WITHIN_MS);
  });
  try {
    await Promise.race([connections().app.$queryRaw`SELECT 1`, late]);
    return respond(200, "ok");
  } catch (error) {
    logger().error({ error }, "the health check failed");
    return respond(503, "the database does not answer");
  } finally {
    clearTimeout(timer);
  }
}

const respond = (status: number, text: string): Response =>
  new Response(text, { status, headers: { "content-type": "text/plain", "cache-control": "no-store" } });
