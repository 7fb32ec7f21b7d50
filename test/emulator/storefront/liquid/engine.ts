/** LiquidJS set up as Shopify's Liquid: its tags and filters, its truthiness, unknown filters refused, no reach into prototypes. */
import { Liquid } from "liquidjs";
import type { EmulatorContext } from "../../context.ts";
import { addShopifyFilters, type Surface } from "./filters.ts";
import { addShopifyTags } from "./tags.ts";

/** @param snippets folder that `{% render %}` looks in. */
export function shopifyLiquid(context: EmulatorContext, snippets: string, surface: Surface): Liquid {
  const liquid = new Liquid({
    root: [snippets],
    partials: [snippets],
    extname: ".liquid",
    jsTruthy: false,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: true,
    timezoneOffset: context.books.theShop.ianaTimezone,
    dateFormat: "%Y-%m-%d %H:%M:%S %z",
  });
  addShopifyTags(liquid);
  addShopifyFilters(liquid, context, surface);
  return liquid;
}
