/** What waits for a friend with this click, for the theme's app embed: 404 once nothing does. */
import { readWaitingOffer } from "~/domain/click/read-waiting-offer.server";
import { showPercent } from "~/domain/page/shown";
import { onStorefront } from "~/storefront/on-storefront.server";

type Route = { request: Request; params: { clickId?: string } };

const HEADERS = { "cache-control": "no-store", "x-robots-tag": "noindex", "x-content-type-options": "nosniff" };

export const loader = ({ request, params: { clickId = "" } }: Route) =>
  onStorefront("click", async ({ world, spoken }) => {
    const found = await readWaitingOffer(world, { clickId });
    if (found.outcome !== "waiting") return Response.json(null, { status: 404, headers: HEADERS });
    const { name, slug, offerBp, code, until } = found;
    return Response.json({ name, slug, offer: showPercent(offerBp, spoken), code, until }, { headers: HEADERS });
  })({ request });
