/** English: what the other languages are measured by. */
export * from "./facts";
export * from "./frame";
export * from "./letters";
