/**
 * What a usual store carries on each page besides its theme: style and scripts of other apps, the same bytes each time. On pages
 * as light as our own themes every page scores 100, and nothing that an extension costs would show.
 */

/** Of a usual store's page after other apps: about 55 kB of style and 85 kB of script over the network, and some work for the phone. */
const RULES = 1_500;
const FUNCTIONS = 2_500;
/** Of a desktop's processor; a phone takes four times as long. */
const BUSY_ROUNDS = 6_000_000;

/** Into the page's head, as an app's script tag and style would stand there. */
export const OTHER_APPS_HEAD = '<link rel="stylesheet" href="/assets/other-apps.css"><script src="/assets/other-apps.js" defer></script>';

export function otherAppsAsset(name: string): string | null {
  if (name === "other-apps.css") return style();
  return name === "other-apps.js" ? script() : null;
}

function style(): string {
  const word = words(1);
  return Array.from(
    { length: RULES },
    () =>
      `.${word()}-${word()} > .${word()}:not(.${word()}) { margin: ${word().length}px; color: #${word().slice(0, 3)}; --${word()}: ${word()} }`,
  ).join("\n");
}

function script(): string {
  const word = words(2);
  const functions = Array.from(
    { length: FUNCTIONS },
    (_, n) => `function f${n}(a) { const b = "${word()} ${word()}"; return a + b.length + "${word()}${word()}${word()}".length }`,
  );
  const calls = Array.from({ length: FUNCTIONS }, (_, n) => `sum = f${n}(sum);`).join("");
  return `${functions.join("\n")}
let sum = 0; ${calls}
for (let n = 0; n < ${BUSY_ROUNDS}; n++) sum = (sum * 31 + n) % 1000003;
window.otherApps = sum;`;
}

/** Hexadecimal words that no compression foresees, begun with a letter; Park and Miller's generator. */
function words(seed: number): () => string {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return `a${state.toString(16)}`;
  };
}
