/**
 * The frame of every page a shopper sees: one root element that says which page it is and, after a press, what came of it
 * (tests and the tour walk by these marks), with the one style sheet and the one script of the theme extension put in the
 * page itself, because a proxied page cannot know the extension's asset addresses. extensions/regulars-rewards/assets is
 * where both are written.
 */
import type { ReactNode } from "react";
import { directionOf } from "~/words/storefront/language";
import script from "../../extensions/regulars-rewards/assets/rewards.js?raw";
import style from "../../extensions/regulars-rewards/assets/rewards.css?raw";
import { COLOURS_PLACE } from "./for-liquid";
import { useSpoken } from "./spoken";

export type PageName = "join" | "rewards" | "statement" | "landing" | "go" | "opt-out" | "message";

export type Marks = Record<`data-${string}`, string | undefined>;

type FrameProps = { name: PageName; outcome?: string; marks?: Marks; narrow?: boolean; children: ReactNode };

export function Frame({ name, outcome, marks, narrow, children }: FrameProps) {
  const { language } = useSpoken();
  return (
    <div
      className={narrow ? "regulars regulars-narrow" : "regulars"}
      data-regulars-page={name}
      data-outcome={outcome}
      {...marks}
      lang={language}
      dir={directionOf(language)}
    >
      {children}
    </div>
  );
}

/** With style and script around it, for pages of our own; the block in a theme brings its own. */
export function WholePage({ children }: { children: ReactNode }) {
  return (
    <>
      <style dangerouslySetInnerHTML={{ __html: `.regulars { ${COLOURS_PLACE} }\n${style}` }} />
      {children}
      <script dangerouslySetInnerHTML={{ __html: script }} />
    </>
  );
}

/** A sentence about what has just happened, or what is wrong; read out by screen readers. */
export function Notice({ tone, children }: { tone: "good" | "problem"; children: ReactNode }) {
  return (
    <p className={`regulars-notice regulars-notice-${tone}`} role={tone === "problem" ? "alert" : "status"} tabIndex={-1}>
      {children}
    </p>
  );
}

/** A picture with its size, so that nothing jumps; the product's first letter where there is none. */
export function Picture({ url, title, size }: { url: string | null; title: string; size: number }) {
  if (!url)
    return (
      <span className="regulars-picture regulars-no-picture" aria-hidden="true">
        {[...title][0]}
      </span>
    );
  return <img className="regulars-picture" src={sized(url, size * 2)} alt="" width={size} height={size} loading="lazy" />;
}

/** Shopify's picture addresses take a width. */
export const sized = (url: string, width: number): string => `${url}${url.includes("?") ? "&" : "?"}width=${width}`;
