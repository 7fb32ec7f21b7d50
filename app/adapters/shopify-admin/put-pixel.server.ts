/**
 * The web pixel in a store. Shopify holds one of an app: where there is one already, from a call whose reply was lost or from before,
 * it is taken over with our settings.
 */
import { z } from "zod";
import { ShopProblem } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const creating = `#graphql
  mutation CreatePixel($pixel: WebPixelInput!) {
    webPixelCreate(webPixel: $pixel) {
      webPixel { id }
      userErrors { message code field }
    }
  }`;
const finding = `#graphql
  query FindPixel {
    webPixel { id }
  }`;
const changing = `#graphql
  mutation ChangePixel($id: ID!, $pixel: WebPixelInput!) {
    webPixelUpdate(id: $id, webPixel: $pixel) {
      webPixel { id }
      userErrors { message code field }
    }
  }`;

const pixel = z.object({ id: z.string() }).nullable();
const created = z.object({ webPixelCreate: z.object({ webPixel: pixel, userErrors }) });
const found = z.object({ webPixel: pixel });
const changed = z.object({ webPixelUpdate: z.object({ webPixel: pixel, userErrors }) });

const SENTENCES = { NO_EXTENSION: "This version of the app has no web pixel yet: deploy it to Shopify first." };

/** @param settings as JSON text, which is how Shopify takes them */
export async function putPixel(post: Post, settings: string): Promise<{ pixelId: string }> {
  const { webPixel, userErrors: errors } = (await post({ document: creating, variables: { pixel: { settings } }, shape: created }))
    .webPixelCreate;
  if (!errors.some(({ code }) => code === "TAKEN")) {
    refuseOn(errors, SENTENCES);
    if (!webPixel) throw new ShopProblem("unknown", "Shopify named neither the web pixel it made nor a reason against it.");
    return { pixelId: webPixel.id };
  }
  const known = (await post({ document: finding, shape: found })).webPixel;
  if (!known) throw new ShopProblem("try later", "Shopify says that there is a web pixel, and does not name it.");
  const { userErrors: refusals } = (await post({ document: changing, variables: { id: known.id, pixel: { settings } }, shape: changed }))
    .webPixelUpdate;
  refuseOn(refusals, SENTENCES);
  return { pixelId: known.id };
}
