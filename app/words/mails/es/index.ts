/** Spanish, spoken as on the pages: see ../../storefront/es. */
export * from "./facts";
export * from "./frame";
export * from "./letters";
