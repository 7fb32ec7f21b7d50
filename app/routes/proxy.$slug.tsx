/** An ambassador's page for their friends. Looking takes nothing; the button records the click and sends the friend on. */
import { recordClick } from "~/domain/click/record-click.server";
import { readLandingPage, type LandingPage as Facts } from "~/domain/page/read-landing-page.server";
import type { Answer } from "~/storefront/answer.server";
import { discountLink, GoPage } from "~/storefront/go-page";
import { LandingPage } from "~/storefront/landing-page";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { safePath } from "~/storefront/safe-path";
import { landing } from "~/words/storefront";

type Route = { request: Request; params: { slug?: string } };

export const loader = ({ request, params: { slug = "" } }: Route) =>
  onStorefront("landing", async ({ world, pathPrefix, params }) =>
    show(await readLandingPage(world, { slug }), pathPrefix, safePath(params.get("redirect"))),
  )({ request });

export const action = ({ request, params: { slug = "" } }: Route) =>
  onStorefront("landing", async ({ world, pathPrefix }, form) => {
    const redirect = safePath(form.get("redirect"));
    const click = await recordClick(world, { slug });
    if (click.outcome === "recorded")
      return { page: <GoPage goTo={discountLink({ code: click.code, path: redirect, clickId: click.clickId })} /> };
    return show(await readLandingPage(world, { slug }), pathPrefix, redirect, click.outcome === "not ready");
  })({ request });

function show(facts: Facts, pathPrefix: string, redirect: string, notReady = false): Answer {
  if (facts.outcome === "open")
    return { page: <LandingPage facts={facts} action={`${pathPrefix}/${facts.slug}`} redirect={redirect} notReady={notReady} /> };
  if (facts.outcome === "paused")
    return { page: <MessagePage outcome="paused" heading={landing.pausedHeading(facts.name)} text={landing.pausedText(facts.name)} /> };
  const [heading, text, status] =
    facts.outcome === "closed" ? [landing.closedHeading, landing.closedText, 200] : [landing.unknownHeading, landing.unknownText, 404];
  return { page: <MessagePage outcome={facts.outcome} heading={heading} text={text} />, status };
}
