/*
 * Keeps the click a friend has, where the store's privacy settings let a preference be kept, so that a second press gives the same
 * code. The app embed reads the same place. Without consent, or without scripts, nothing is kept and a press gives a new code.
 */
(() => {
  const KEPT = "regulars-click";
  const LONGEST_WAIT_MS = 600;

  /** Asks once what may be kept; a store without the API, or one that does not answer, allows nothing. */
  function whenAllowed(then) {
    const shopify = window.Shopify;
    if (!shopify || !shopify.loadFeatures) return then(false);
    shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
      const privacy = !error && shopify.customerPrivacy;
      then(!!privacy && privacy.preferencesProcessingAllowed());
    });
  }

  function kept() {
    try {
      const click = JSON.parse(localStorage.getItem(KEPT));
      if (click && Date.parse(click.until) > Date.now()) return click;
      localStorage.removeItem(KEPT);
    } catch {
      // A browser that lets nothing be kept: as if there were nothing.
    }
    return null;
  }

  const field = document.querySelector("[data-regulars-had]");
  if (field) {
    const fill = () =>
      whenAllowed((allowed) => {
        const click = allowed && kept();
        field.value = click && click.slug === field.dataset.regularsHad ? click.id : "";
      });
    fill();
    document.addEventListener("visitorConsentCollected", fill);
  }

  const link = document.querySelector("[data-go-to]");
  if (link) {
    const { click: id, slug, until } = link.dataset;
    let gone = false;
    const go = () => {
      if (!gone) location.replace(link.href);
      gone = true;
    };
    setTimeout(go, LONGEST_WAIT_MS);
    whenAllowed((allowed) => {
      try {
        if (allowed) localStorage.setItem(KEPT, JSON.stringify({ id, slug, until }));
      } catch {
        // Nothing can be kept here; the friend goes on all the same.
      }
      go();
    });
  }
})();
