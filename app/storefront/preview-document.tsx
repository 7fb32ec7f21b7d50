/**
 * What a chat makes a card of: title, text and picture of an ambassador's page, as a whole document without the theme. Whoever is
 * taken for a chat by mistake can read it and press the same button. The picture is the first product they show, else the store's own.
 */
import type { LandingPage as Facts } from "~/domain/page/read-landing-page.server";
import { directionOf } from "~/words/storefront/language";
import { STORE_PICTURE_PLACE } from "./for-liquid";
import { sized } from "./page";
import { useSpoken, useWords } from "./spoken";

type Props = { facts: Facts & { outcome: "open" }; action: string; redirect: string };

/** Wide enough for every chat's large card. */
const PICTURE_WIDTH = 1200;

export function PreviewDocument({ facts, action, redirect }: Props) {
  const { preview: words, landing } = useWords();
  const { language } = useSpoken();
  const { name, shopName, storefrontUrl, offerPercent, products } = facts;
  const address = `${storefrontUrl}${action}`;
  const [title, text] = [words.title(name, shopName, offerPercent), words.text(name, shopName, products.length > 0, facts.givesProducts)];
  const picture = products.find(({ imageUrl }) => imageUrl);
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={text} />
        <link rel="canonical" href={address} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content={shopName} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={text} />
        <meta property="og:url" content={address} />
        <meta property="og:image" content={picture ? sized(picture.imageUrl!, PICTURE_WIDTH) : STORE_PICTURE_PLACE} />
        {picture && <meta property="og:image:alt" content={picture.title} />}
        <meta name="twitter:card" content="summary_large_image" />
      </head>
      <body>
        <main data-regulars-page="landing" data-slug={facts.slug}>
          <h1>{title}</h1>
          <p>{text}</p>
          <form method="post" action={action}>
            <input type="hidden" name="redirect" value={redirect} />
            <button>{landing.button(offerPercent)}</button>
          </form>
        </main>
      </body>
    </html>
  );
}
