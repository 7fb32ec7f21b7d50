/**
 * What every route of the store's pages does around its one call: believe only what the proxy signed, slow down who posts
 * by the hundred, read a small form, and say kindly when something of ours broke.
 */
import { logger } from "~/adapters/logger.server";
import { env } from "~/env.server";
import { addressOf, limitPosts, SHOPIFYS_HOP } from "~/ingest/limit-posts.server";
import { readBody } from "~/ingest/read-body.server";
import { verifyProxy, type Visitor } from "~/ingest/verify-proxy.server";
import { languageOf } from "~/ingest/language-of";
import { wordsFor } from "~/words/storefront/words-for";
import { answer, type Answer } from "./answer.server";
import { MessagePage } from "./message-page";

export const POSTS_A_MINUTE = 500;
const MOST_FORM_BYTES = 64 * 1024;

/** Somebody who types slowly is answered ten times a minute. */
export const CODE_CHECKS_A_MINUTE = 60;

const limit = limitPosts({ mostPerMinute: POSTS_A_MINUTE });
const limitCodeChecks = limitPosts({ mostPerMinute: CODE_CHECKS_A_MINUTE });

const shopperOf = (request: Request): string => addressOf(request, env().PROXIES_BEFORE_APP + SHOPIFYS_HOP);

/** What is no page, a spreadsheet, `show` answers itself. @param page what is counted apart from other pages: a busy landing page never keeps anybody from joining */
export function onStorefront(page: string, show: (visitor: Visitor, form: URLSearchParams) => Promise<Answer | Response>) {
  const shown = async (visitor: Visitor, form: URLSearchParams): Promise<Response> => {
    const given = await show(visitor, form);
    return given instanceof Response ? given : answer(given, visitor);
  };
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      const visitor = await verifyProxy(request);
      if (visitor instanceof Response) return visitor;
      const { world } = visitor;
      const { trouble } = visitor.words;
      if (request.method === "GET" || request.method === "HEAD") {
        // Whoever looks may look; whoever asks which codes there are is slowed.
        const check = visitor.params.get("part") === "code" && limitCodeChecks(`${world.shopId} ${shopperOf(request)}`, world.clock.now());
        if (check && check.outcome === "too many")
          return answer(
            {
              page: <p className="regulars-quiet">{trouble.tooManyText}</p>,
              part: true,
              status: 429,
              headers: { "retry-after": String(check.retryAfterSeconds) },
            },
            visitor,
          );
        return await shown(visitor, new URLSearchParams());
      }
      const entry = limit(`${world.shopId} ${page} ${shopperOf(request)}`, world.clock.now());
      if (entry.outcome === "too many")
        return answer(
          {
            page: <MessagePage outcome="too many" heading={trouble.tooManyHeading} text={trouble.tooManyText} />,
            status: 429,
            headers: { "retry-after": String(entry.retryAfterSeconds) },
          },
          visitor,
        );
      const body = await readBody(request, MOST_FORM_BYTES);
      if (!body)
        return answer(
          { page: <MessagePage outcome="too large" heading={trouble.tooLargeHeading} text={trouble.tooLargeText} />, status: 413 },
          visitor,
        );
      return await shown(visitor, new URLSearchParams(Buffer.from(body).toString("utf8")));
    } catch (error) {
      // The address stays out of the log: it may hold a token.
      logger().error({ error, page, method: request.method }, "a page of the store could not be shown");
      const spoken = languageOf(request, null);
      const { trouble } = wordsFor(spoken.language);
      return answer(
        { page: <MessagePage outcome="broken" heading={trouble.brokenHeading} text={trouble.brokenText} />, status: 503 },
        { spoken: { ...spoken, asked: false }, pathPrefix: "" },
      );
    }
  };
}
