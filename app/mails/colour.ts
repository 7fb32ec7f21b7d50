/** Whether people can read a colour: contrast by WCAG 2.1, "relative luminance". */
const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** @param colour "#1f5f4a" */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** As text on white: 4.5 to 1 at least. */
export const readableOnWhite = (colour: string): boolean => contrast(luminance(colour), 1) >= 4.5;

/** A breath of it on white: whatever the colour, dark words can be read on that. */
export function tintOf(colour: string): string {
  const mixed = [1, 3, 5].map((at) => Math.round(255 - (255 - Number.parseInt(colour.slice(at, at + 2), 16)) * 0.09));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** What can be read on it: white where that holds, else black, one of which always does. */
export const inkOn = (colour: string): string => (readableOnWhite(colour) ? "#ffffff" : "#000000");
