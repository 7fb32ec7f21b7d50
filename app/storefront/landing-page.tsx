/**
 * What a friend sees: the ambassador's name and words, the products they chose to show, the offer, one button. Showing it
 * takes nothing; only the button does. No fields, no pop-up, no timer, and it says that the ambassador gets something.
 */
import type { LandingPage as Facts } from "~/domain/page/read-landing-page.server";
import keepClick from "./keep-click.js?raw";
import { Frame, Notice, Picture } from "./page";
import { useWords } from "./spoken";

type Props = { facts: Facts & { outcome: "open" }; action: string; redirect: string; notReady?: boolean };

export function LandingPage({ facts, action, redirect, notReady }: Props) {
  const { landing: words } = useWords();
  const { name, shopName, offerPercent, products } = facts;
  return (
    <Frame name="landing" outcome={notReady ? "not ready" : undefined} marks={{ "data-slug": facts.slug }} narrow>
      <h1 className="regulars-heading">{words.heading(name, shopName)}</h1>
      {facts.words && <blockquote className="regulars-quote">{facts.words}</blockquote>}
      <p className="regulars-offer">{words.offer(offerPercent)}</p>
      {notReady && <Notice tone="problem">{words.notReady(name)}</Notice>}
      <form method="post" action={action}>
        <input type="hidden" name="redirect" value={redirect} />
        <input type="hidden" name="had" value="" data-regulars-had={facts.slug} />
        <button className="regulars-button regulars-button-wide">{words.button(offerPercent)}</button>
      </form>
      <p className="regulars-quiet">{words.offerText}</p>
      {products.length > 0 && (
        <>
          <h2 className="regulars-subheading">{words.loves(name)}</h2>
          <ul className="regulars-loves">
            {products.map((product) => (
              <li key={product.handle}>
                <Picture url={product.imageUrl} title={product.title} size={200} />
                <span>{product.title}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="regulars-quiet">{words.disclosure(name, shopName, facts.givesProducts)}</p>
      <script dangerouslySetInnerHTML={{ __html: keepClick }} />
    </Frame>
  );
}
