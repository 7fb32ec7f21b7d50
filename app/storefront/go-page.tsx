/**
 * Sends the friend's own browser on to the store with the discount in place. The proxy follows redirects itself, so the
 * page must do it: by script, by a refresh where scripts are off, and by a plain link for everybody else. The script first keeps the
 * click where that is allowed.
 */
import keepClick from "./keep-click.js?raw";
import { Frame } from "./page";
import { useWords } from "./spoken";

type Props = { goTo: string; clickId: string; slug: string; until: Date };

export function GoPage({ goTo, clickId, slug, until }: Props) {
  const { go: words } = useWords();
  return (
    <Frame name="go" outcome="recorded" narrow>
      <h1 className="regulars-heading">{words.heading}</h1>
      <p className="regulars-lead">{words.text}</p>
      <p>
        <a className="regulars-button" href={goTo} data-go-to={goTo} data-click={clickId} data-slug={slug} data-until={until.toISOString()}>
          {words.button}
        </a>
      </p>
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${goTo}`} />
      </noscript>
      <script dangerouslySetInnerHTML={{ __html: keepClick }} />
    </Frame>
  );
}

/** The store's own way to put a discount in place and open a page; the click's id travels along as `rc`. */
export function discountLink({ code, path, clickId }: { code: string; path: string; clickId: string }): string {
  const url = new URL(path, "https://same.store");
  url.searchParams.set("rc", clickId);
  return `/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(url.pathname + url.search)}`;
}
