/** What the simulated store sells: tea and things for the kitchen, with prices and unit costs in hundredths of a currency unit. */
import type { CatalogueItem } from "./catalogue.ts";

export const SIMULATED_SHOP_NAME = "Kettle & Crumb";

/** title | price | unit cost | sentence */
const SHELVES: Record<string, string[]> = {
  "Black Tea": [
    "Morning Bell Breakfast Tea|650|240|Strong and malty, for people who are not awake yet.",
    "Harbour Earl Grey|720|270|Bergamot first, then a clean black tea.",
    "Smoked Pine Tea|890|350|Dried over pine; tastes of campfire.",
    "Hillside Darjeeling|1150|520|A light spring picking with a flowery cup.",
    "Sunday Blend|680|250|Round and gentle, made for a second pot.",
    "Lighthouse Assam|790|300|Dark, and it doesn't mind milk.",
  ],
  "Green & White Tea": [
    "Meadow Sencha|820|330|Grassy and bright; keep the water off the boil.",
    "Toasted Rice Tea|760|290|Green tea with roasted rice, warm and nutty.",
    "Jasmine Pearls|1290|610|Hand-rolled leaves that open in the cup.",
    "Silver Tip White Tea|1680|820|Young buds, very little else.",
    "Mint & Green|690|260|Half green tea, half garden mint.",
  ],
  "Herbal Tea": [
    "Quiet Evening|620|220|Camomile, lime flower and a little honeybush.",
    "Ginger & Lemon Peel|620|230|For colds, walks and colds after walks.",
    "Orchard Fruit|590|210|Apple, rosehip and hibiscus.",
    "Garden Peppermint|560|190|Nothing but peppermint.",
    "Vanilla Rooibos|640|240|Sweet without sugar.",
    "Nettle & Fennel|580|200|Green, soft, good after dinner.",
  ],
  "Pots & Mugs": [
    "Speckled Mug|1200|460|Stoneware, holds a generous cup.",
    "Two-Cup Teapot|2800|1150|Glazed inside and out, with a spout that doesn't drip.",
    "Family Teapot|4200|1750|Six cups and a handle you can trust.",
    "Glass Infuser Mug|1650|690|Watch it steep, lift it out.",
    "Espresso Cup Pair|1800|740|Two small cups, thick walls.",
    "Enamel Camping Mug|950|360|Chips with dignity.",
    "Cast Iron Kettle|6400|2900|Keeps water hot through a long talk.",
    "Milk Jug|1350|520|Pours in a thin, obedient line.",
  ],
  "Tea Things": [
    "Long-Handled Tea Spoon|450|150|Measures one good cup.",
    "Fine Mesh Strainer|780|290|Lets nothing through but tea.",
    "Tea Caddy, Small|1100|430|Tin, airtight, holds 125 g.",
    "Tea Caddy, Large|1500|600|Tin, airtight, holds 250 g.",
    "Paper Filters, 100|390|120|Unbleached, for loose leaf on the move.",
    "Knitted Tea Cosy|1900|760|Wool, fits the two-cup pot.",
    "Bamboo Whisk|1450|580|For matcha and patience.",
  ],
  Baking: [
    "Beech Rolling Pin|1600|640|Plain, straight, oiled.",
    "Loaf Tin|1250|500|Heavy steel that browns evenly.",
    "Scone Cutter Set|980|370|Three sizes, fluted one side.",
    "Mixing Bowl, Large|2400|1000|Earthenware, grips the table.",
    "Flour Sieve|1150|440|Fine mesh, wide rim.",
    "Cake Tin, Loose Base|1380|550|Twenty centimetres.",
    "Dough Scraper|520|180|Scrapes, cuts, cleans the bench.",
    "Pie Dish|1850|760|Glazed, deep, goes to the table.",
  ],
  "Cook's Tools": [
    "Olive Wood Spoon|890|340|No two alike.",
    "Kitchen Shears|1950|820|Come apart for washing.",
    "Paring Knife|1700|700|Small, sharp, always the one you want.",
    "Cook's Knife|5200|2300|Twenty centimetres of carbon steel.",
    "Oak Chopping Board|3600|1500|End grain, kind to blades.",
    "Pepper Mill|2900|1200|Steel grinder, ash body.",
    "Measuring Jug|1050|400|Clear marks that stay.",
    "Copper Saucepan|8500|3950|Tin lined, heats at once.",
    "Stock Pot|5800|2600|Eight litres, two handles.",
  ],
  "Linen & Table": [
    "Linen Tea Towel|1100|430|Dries without leaving fluff.",
    "Tea Towel Trio|2800|1120|Three colours of one stripe.",
    "Cross-Back Apron|3400|1430|No strings to tie.",
    "Oven Gloves|1900|770|Thick enough to mean it.",
    "Linen Napkins, Four|3200|1350|Softer with every wash.",
    "Table Runner|3900|1650|Washed linen, two metres.",
    "Cork Trivet|750|270|Round, plain, does its job.",
    "Beeswax Food Wraps|1250|480|Three sizes, a year of sandwiches.",
    "Breakfast Tray|3300|1380|Ash, with handles.",
  ],
};

export const GIFT_CARD_KEY = "GIFT-25";

/** @param pick stock for a product, as the store's chance has it */
export function teaAndKitchenRange(pick: { inventory(): number }, createdAt: number): CatalogueItem[] {
  const items = Object.entries(SHELVES).flatMap(([collection, rows], shelf) =>
    rows.map((row, index): CatalogueItem => {
      const [title, price, cost, sentence] = row.split("|") as [string, string, string, string];
      const sku = `KC-${shelf + 1}${String(index + 1).padStart(2, "0")}`;
      return {
        key: sku,
        sku,
        title,
        description: sentence,
        vendor: SIMULATED_SHOP_NAME,
        collections: [collection],
        priceMinor: Number(price),
        unitCostMinor: Number(cost),
        inventory: pick.inventory(),
        taxable: true,
        giftCard: false,
        createdAt,
      };
    }),
  );
  return [
    ...items,
    {
      key: GIFT_CARD_KEY,
      sku: GIFT_CARD_KEY,
      title: "Gift Card",
      description: "For someone who would rather choose.",
      vendor: SIMULATED_SHOP_NAME,
      collections: ["Gifts"],
      priceMinor: 2500,
      unitCostMinor: null,
      inventory: null,
      taxable: false,
      giftCard: true,
      createdAt,
    },
  ];
}
