/** Sites that publish codes for everybody. A short list of well-known ones and what such sites call themselves; owners add to it. */
const KNOWN = [
  "retailmenot.com",
  "joinhoney.com",
  "honey.com",
  "capitaloneshopping.com",
  "slickdeals.net",
  "couponfollow.com",
  "simplycodes.com",
  "dealspotr.com",
  "knoji.com",
  "wethrift.com",
  "groupon.com",
  "vouchercodes.co.uk",
  "hotukdeals.com",
  "mydealz.de",
  "dealabs.com",
  "gutscheine.de",
  "gutscheinsammler.de",
  "sparwelt.de",
  "ma-reduc.com",
  "cuponation.com",
  "rakuten.com",
  "topcashback.co.uk",
  "ozbargain.com.au",
  "pepper.com",
];
/** As a word of the site's name. */
const CALLED =
  /(^|[.-])(coupons?|vouchers?|promo-?codes?|discount-?codes?|gutscheine?|codepromo|codes-promo|cupones|deals?)([.-]|$)|coupon|voucher|gutschein|promocode|codepromo/;

/** @param site as siteOf gives it @param own the owner's additions */
export const isCouponSite = (site: string | null, own: readonly string[] = []): boolean =>
  site !== null && ([...KNOWN, ...own].some((known) => site === known || site.endsWith(`.${known}`)) || CALLED.test(site));
