/**
 * Sharing: the code large enough to read aloud, the link, a QR code, ways to send it, and words that say it is an ad.
 * What needs a script to work is hidden until the script shows it.
 */
import { isToShare, servingCode, shownCodes, type PageCode, type RewardsPage as Facts } from "~/domain/page/rewards-page";
import { sayCode, sendingWays } from "~/words/storefront/sentences";
import { Qr } from "./qr";
import { useWords } from "./spoken";

export function Share({ facts }: { facts: Facts }) {
  const { rewards: words, captions } = useWords();
  const shown = shownCodes(facts.codes);
  const live = servingCode(facts.codes);
  const said = live ? captions(facts.shopName, live.code, facts.offerPercent, facts.productWays.length > 0) : [];
  return (
    <section className="regulars-section" aria-labelledby="regulars-share">
      <h2 className="regulars-subheading" id="regulars-share">
        {words.share}
      </h2>
      {shown.length === 0 && <p>{words.noCode}</p>}
      {shown.map((code) => (
        <Code key={code.code} code={code} />
      ))}
      {live && facts.pausedSince === null && (
        <>
          <div className="regulars-share">
            <div>
              <p className="regulars-label">{words.yourLink}</p>
              <p className="regulars-link">
                <a href={facts.linkPath}>{facts.linkUrl.replace(/^https?:\/\//, "")}</a>
              </p>
              <p className="regulars-quiet">{words.linkHelp}</p>
              <Ways facts={facts} caption={said[0]} />
            </div>
            <figure className="regulars-figure">
              <Qr text={facts.linkUrl} label={words.qr(live.code)} />
              <figcaption className="regulars-quiet">{words.qrHelp}</figcaption>
            </figure>
          </div>
          <p className="regulars-label">{words.captions}</p>
          <p className="regulars-quiet">{words.captionsHelp}</p>
          <ul className="regulars-captions">
            {said.map((caption) => (
              <li key={caption}>
                <span>{caption}</span>
                <Copy text={`${caption} ${facts.linkUrl}`} label={words.copyWords} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Code({ code: shown }: { code: PageCode }) {
  const all = useWords();
  const { rewards: words } = all;
  const { code, state, until } = shown;
  const toShare = isToShare(shown);
  return (
    <div className="regulars-code-line">
      {toShare && <p className="regulars-label">{words.yourCode}</p>}
      <p
        className={toShare ? "regulars-code" : "regulars-code regulars-code-small"}
        data-share-code={code}
        data-share-code-state={until ? "old" : state}
      >
        {code}
      </p>
      {state === "live" && toShare && <Copy text={code} label={words.copyCode} />}
      <p className="regulars-quiet">{sayCode(all, shown)}</p>
    </div>
  );
}

/** The caption goes with every way of sending, so that it always says it is an ad. */
function Ways({ facts: { linkUrl, shopName }, caption }: { facts: Facts; caption: string }) {
  const all = useWords();
  const { rewards: words } = all;
  const text = `${caption} ${linkUrl}`;
  return (
    <p className="regulars-ways">
      <Copy text={linkUrl} label={words.copyLink} />
      {sendingWays(all, shopName, text).map(({ label, url }) => (
        <a key={url} className="regulars-button regulars-button-plain" href={url} rel="noopener">
          {label}
        </a>
      ))}
      {/* Last, since not every browser can: its empty place is seen by nobody there. */}
      <button type="button" className="regulars-button" hidden data-regulars-script="share" data-share-text={text}>
        {words.shareButton}
      </button>
    </p>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  const { common } = useWords();
  return (
    <button
      type="button"
      className="regulars-button regulars-button-plain"
      hidden
      data-regulars-script="copy"
      data-copy={text}
      data-done={common.copied}
    >
      {label}
    </button>
  );
}
