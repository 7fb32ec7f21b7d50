/** The shape of the page while it is asked for, with a name for who can't see it. */
import type { Words } from "./words.ts";

export const Loading = ({ words }: { words: Words }) => (
  <s-page heading={words("heading")}>
    <s-section accessibilityLabel={words("loading")}>
      <s-skeleton-paragraph />
      <s-skeleton-paragraph />
      <s-skeleton-paragraph />
    </s-section>
  </s-page>
);
