/*
 * What Shopify puts on every page of a store for scripts, as far as it is built: the root of its addresses, and the Customer Privacy
 * API, which is there only once it was loaded. Whether consent is needed is the merchant's setting (`__CONSENT_NEEDED__`); what a
 * visitor chose lies in a cookie. Anything else asked of it fails by name.
 */
(() => {
  const COOKIE = "tracking_consent";
  const PURPOSES = ["analytics", "marketing", "preferences", "sale_of_data"];
  const strict = (what, object) =>
    new Proxy(object, {
      get(target, name) {
        if (typeof name === "symbol" || name in target) return target[name];
        throw new Error(`${what}.${name} isn't built in the emulator`);
      },
    });
  const chosen = () => {
    const [, value] = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(document.cookie) || [];
    return value ? JSON.parse(decodeURIComponent(value)) : {};
  };
  /** Not asked yet counts as no where consent is needed, and as yes where it isn't. */
  const allowed = (purpose) => chosen()[purpose] ?? !__CONSENT_NEEDED__;
  const privacy = strict("Shopify.customerPrivacy", {
    analyticsProcessingAllowed: () => allowed("analytics"),
    marketingAllowed: () => allowed("marketing"),
    preferencesProcessingAllowed: () => allowed("preferences"),
    saleOfDataAllowed: () => allowed("sale_of_data"),
    shouldShowBanner: () => __CONSENT_NEEDED__ && Object.keys(chosen()).length === 0,
    setTrackingConsent(consent, done) {
      for (const [purpose, given] of Object.entries(consent))
        if (!PURPOSES.includes(purpose) || typeof given !== "boolean")
          throw new Error(`setTrackingConsent doesn't know ${purpose}: ${given}`);
      document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify({ ...chosen(), ...consent }))}; path=/; SameSite=Lax`;
      const detail = {
        analyticsAllowed: allowed("analytics"),
        marketingAllowed: allowed("marketing"),
        preferencesAllowed: allowed("preferences"),
        saleOfDataAllowed: allowed("sale_of_data"),
      };
      document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail }));
      if (done) done();
    },
  });
  const shopify = {
    routes: { root: "/" },
    loadFeatures(features, done) {
      for (const { name, version } of features)
        if (name !== "consent-tracking-api" || version !== "0.1")
          throw new Error(`the feature ${name} ${version} isn't built in the emulator`);
      setTimeout(() => {
        shopify.customerPrivacy = privacy;
        done(undefined);
      });
    },
    // Not there before it was loaded, and never an error: scripts look whether it is.
    customerPrivacy: undefined,
  };
  window.Shopify = strict("Shopify", shopify);
})();
