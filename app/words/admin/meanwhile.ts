/** What is said where somebody saves what another page has changed since theirs was opened. */

export const meanwhileWords = {
  title: "This was changed meanwhile, so yours is not saved yet",
  text: "Somebody else saved it, or you did on another page. What you typed is kept: save again to put it in its place, or discard it.",
  lookAgain: "Somebody else saved it, or you did on another page. Look at it as it is now, and press again if you still want to.",
  line: (label: string, value: string) => `${label}: now ${value}`,
  /** Beside a field. */
  field: (value: string) => `Changed meanwhile to: ${value}`,
  empty: "empty",
};
