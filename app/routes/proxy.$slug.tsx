/**
 * An ambassador's page for their friends. Looking takes nothing; the button records the click and sends the friend on. A chat that
 * asks for a preview gets a document with a head of its own.
 */
import { recordClick } from "~/domain/click/record-click.server";
import { readLandingPage, type LandingPage as Facts } from "~/domain/page/read-landing-page.server";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { discountLink, GoPage } from "~/storefront/go-page";
import { LandingPage } from "~/storefront/landing-page";
import { asksForPreview } from "~/storefront/link-preview";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { PreviewDocument } from "~/storefront/preview-document";
import { safePath } from "~/storefront/safe-path";

type Route = { request: Request; params: { slug?: string } };

export const loader = ({ request, params: { slug = "" } }: Route) =>
  onStorefront("landing", async (visitor) =>
    show(await readFacts(visitor, slug), visitor, {
      redirect: safePath(visitor.params.get("redirect")),
      preview: asksForPreview(request),
    }),
  )({ request });

export const action = ({ request, params: { slug = "" } }: Route) =>
  onStorefront("landing", async (visitor, form) => {
    const redirect = safePath(form.get("redirect"));
    const click = await recordClick(visitor.world, { slug, had: form.get("had") });
    if (click.outcome === "recorded") {
      const { clickId, code, until } = click;
      const goTo = discountLink({ code, path: redirect, clickId });
      return { page: <GoPage goTo={goTo} clickId={clickId} slug={slug.toLowerCase()} until={until} /> };
    }
    return show(await readFacts(visitor, slug), visitor, { redirect, notReady: click.outcome === "not ready" });
  })({ request });

const readFacts = ({ world, spoken: { locale } }: Visitor, slug: string) => readLandingPage(world, { slug, locale });

type How = { redirect: string; notReady?: boolean; preview?: boolean };

function show(facts: Facts, { pathPrefix, words: { landing } }: Visitor, { redirect, notReady, preview }: How): Answer {
  if (facts.outcome === "open") {
    const shown = { facts, action: `${pathPrefix}/${facts.slug}`, redirect };
    if (preview) return { page: <PreviewDocument {...shown} />, alone: true };
    return { page: <LandingPage {...shown} notReady={notReady} /> };
  }
  if (facts.outcome === "paused")
    return { page: <MessagePage outcome="paused" heading={landing.pausedHeading(facts.name)} text={landing.pausedText(facts.name)} /> };
  const [heading, text, status] =
    facts.outcome === "closed" ? [landing.closedHeading, landing.closedText, 200] : [landing.unknownHeading, landing.unknownText, 404];
  return { page: <MessagePage outcome={facts.outcome} heading={heading} text={text} />, status };
}
