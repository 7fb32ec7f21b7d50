/** Words around the owner's pages: navigation, errors, pages of a list. */
export const frameWords = {
  appName: "Regulars",
  home: "Home",
  navigation: [
    { to: "/app/buyers", label: "Power buyers" },
    { to: "/app/ambassadors", label: "Ambassadors" },
    { to: "/app/orders", label: "Orders" },
    { to: "/app/proof", label: "What it earned" },
    { to: "/app/mails", label: "Letters" },
    { to: "/app/settings", label: "Settings" },
  ],
  loading: "Loading",
  missing: {
    title: "There is no such page",
    text: "It may have moved. Everything you need is one step from the home page.",
    action: "Go to the home page",
  },
  broken: {
    title: "This page could not be shown",
    text: "Something went wrong on our side. Nothing you saved is lost. Try again; if it happens twice, wait a minute first.",
    action: "Try again",
  },
  notLetIn: {
    title: "Open Regulars from your Shopify admin",
    text: "Shopify did not confirm that you are signed in. Go to your admin, choose Apps, and open Regulars there.",
    action: "Go to my Shopify admin",
  },
  showTable: "Show as a table",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previousPage: "Previous page",
  nextPage: "Next page",
};

export const landingWords = {
  title: "Regulars",
  text: "Regulars finds a store's own best customers, invites them kindly, and thanks them in products when their friends buy. It lives inside the Shopify admin.",
  how: "To open it, go to your Shopify admin, choose Apps, then Regulars.",
};
