/** German, spoken as on the pages: see ../../storefront/de. */
export * from "./facts";
export * from "./frame";
export * from "./letters";
