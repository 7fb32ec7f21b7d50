/** French, spoken as on the pages: see ../../storefront/fr. */
export * from "./facts";
export * from "./frame";
export * from "./letters";
