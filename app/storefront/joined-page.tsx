/** What somebody sees who has just joined: their code, large; the page their friends will open; the way to their own. */
import { useWords } from "./spoken";
import { Frame } from "./page";

type Props = { name: string; code: string; slug: string; pageUrl: string; rewardsHref: string };

export function JoinedPage({ name, code, slug, pageUrl, rewardsHref }: Props) {
  const { joined: words } = useWords();
  return (
    <Frame name="join" outcome="joined" narrow>
      <h1 className="regulars-heading">{words.heading(name)}</h1>
      <p className="regulars-lead">{words.codeIs}</p>
      <p className="regulars-code" data-share-code={code}>
        {code}
      </p>
      <p>{words.making}</p>
      <p>
        {words.yourPage}{" "}
        <span className="regulars-link" data-slug={slug}>
          {pageUrl}
        </span>
      </p>
      <p>{words.pageShows}</p>
      <p>{words.next}</p>
      <p>
        <a className="regulars-button" href={rewardsHref}>
          {words.button}
        </a>
      </p>
    </Frame>
  );
}
