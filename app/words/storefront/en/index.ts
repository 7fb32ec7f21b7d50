/** English: what the other languages are measured by. */
export * from "./codes";
export * from "./movements";
export * from "./orders";
export * from "./on-the-way";
export * from "./own-page";
export * from "./pages";
export * from "./standing";
export * from "./statement";
export * from "./taken";
