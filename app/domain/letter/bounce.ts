/**
 * What a mail server's refusal says of the address, by the enhanced status code (RFC 3463): 5.1.x is about the address and 5.2.1 is
 * a mailbox switched off. A full mailbox (5.2.2), or a server that doesn't trust who sends (5.7.x), says nothing against it.
 */
export const meansAddressGone = (status: string): boolean => /^5\.(1\.\d{1,3}|2\.1)$/.test(status);
