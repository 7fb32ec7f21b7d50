/**
 * What a mail server's refusal says, by the enhanced status code (RFC 3463). Of 5.1.x, these are about the address it went to, others
 * about who sends or about either; 5.2.1 is a mailbox switched off. A full mailbox (5.2.2), or a server that doesn't trust who sends
 * (5.7.x), says nothing against an address.
 */
const ADDRESS_GONE = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1"]);
/** The sender's address (5.1.7, 5.1.8), or how much they may send (5.4.5): the same for every mail, whoever it is for. */
const ABOUT_SENDER = new Set(["5.1.7", "5.1.8", "5.4.5"]);

export const meansAddressGone = (status: string): boolean => ADDRESS_GONE.has(status);
export const isAboutSender = (status: string): boolean => ABOUT_SENDER.has(status);
