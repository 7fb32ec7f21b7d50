/** Where every domain time comes from. Tests stand it still; nothing in the domain asks the machine. */
export type Clock = { now(): Date };
