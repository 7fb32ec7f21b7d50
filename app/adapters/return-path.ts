/**
 * Return addresses that name their mail ("variable envelope return path"): bounces+<letter>.<store>@…, so that a bounce can be told
 * whose it is even when nothing of the mail comes back with it.
 */
const OURS = /^<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@([a-z0-9][a-z0-9-]*)\.myshopify\.com>$/;
/** RFC 5321, 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** null: the store's name is too long for an address to carry it; a report must then quote the message id. */
export function returnPathFor(base: string, messageId: string): string | null {
  const [, letterId, store] = OURS.exec(messageId) ?? [];
  const at = base.lastIndexOf("@");
  if (!letterId || at < 1) return null;
  const local = `${base.slice(0, at)}+${letterId.replaceAll("-", "")}.${store}`;
  return local.length <= LONGEST_LOCAL_PART ? `${local}${base.slice(at)}` : null;
}
