/** Sharing: the code large enough to read aloud, the link, a picture for a phone's camera, and words that say it is an ad. */
import { Copy } from "../../in-both/copy.tsx";
import type { Section } from "./rewards-page.tsx";

export function Share({ view: { share }, words }: Section) {
  if (!share) return null;
  const { codes, link, ways, captions, captionsHelp, noCode } = share;
  return (
    <s-section heading={words("share")}>
      <s-stack gap="large">
        {codes.length === 0 && <s-paragraph>{noCode}</s-paragraph>}
        {codes.map(({ code, live, toShare, sentence }) => (
          <s-stack key={code} gap="small">
            {toShare && <s-text color="subdued">{words("yourCode")}</s-text>}
            {toShare ? <s-heading accessibilityRole="presentation">{code}</s-heading> : <s-text type="strong">{code}</s-text>}
            <s-text color="subdued">{sentence}</s-text>
            {live && toShare && <Copy id={`copy-${code}`} text={code} label={words("copyCode")} done={words("copied")} />}
          </s-stack>
        ))}
        {link && (
          <s-stack gap="small">
            <s-text color="subdued">{words("yourLink")}</s-text>
            <s-link href={link.url}>{link.text}</s-link>
            <s-text color="subdued">{link.help}</s-text>
            <Copy id="copy-link" text={link.url} label={words("copyLink")} done={words("copied")} />
            <s-stack direction="inline" gap="small">
              {ways.map(({ label, url }) => (
                <s-button key={url} variant="secondary" href={url} target="_blank">
                  {label}
                </s-button>
              ))}
            </s-stack>
            <s-qr-code content={link.url} accessibilityLabel={link.qrLabel} />
            <s-text color="subdued">{link.qrHelp}</s-text>
          </s-stack>
        )}
        {captions.length > 0 && (
          <s-stack gap="small">
            <s-text color="subdued">{words("captions")}</s-text>
            <s-paragraph>{captionsHelp}</s-paragraph>
            {captions.map((caption, at) => (
              <s-stack key={caption} gap="small-200">
                <s-paragraph>{caption}</s-paragraph>
                <Copy id={`copy-words-${at}`} text={caption} label={words("copyWords")} done={words("copied")} />
              </s-stack>
            ))}
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}
