/** How a click travels with an order: as a cart attribute. It is a hint that a shopper could change; the code is the proof. */
export const CLICK_ATTRIBUTE = "_regulars_click";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The click's id; null when the order carries none, or text that no click of ours could be. */
export function clickIdOf(attributes: readonly { key: string; value: string }[]): string | null {
  const value = attributes.find((attribute) => attribute.key === CLICK_ATTRIBUTE)?.value.trim();
  return value && UUID.test(value) ? value.toLowerCase() : null;
}
