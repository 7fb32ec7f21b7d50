/** What waits for a friend with this click, for the theme's app embed: 404 once nothing does. */
import { readWaitingOffer } from "~/domain/click/read-waiting-offer.server";
import { onStorefront } from "~/storefront/on-storefront.server";

type Route = { request: Request; params: { clickId?: string } };

const HEADERS = { "cache-control": "no-store", "x-robots-tag": "noindex", "x-content-type-options": "nosniff" };

export const loader = ({ request, params: { clickId = "" } }: Route) =>
  onStorefront("click", async ({ world }) => {
    const { outcome, ...offer } = await readWaitingOffer(world, { clickId });
    return Response.json(outcome === "waiting" ? offer : null, { status: outcome === "waiting" ? 200 : 404, headers: HEADERS });
  })({ request });
