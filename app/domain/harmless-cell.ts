/** A text that a spreadsheet would run as a formula gets an apostrophe before it: names and titles are what people typed. */

/** With their full-width forms, which some programs read alike. */
export const harmless = (text: string): string => (/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
