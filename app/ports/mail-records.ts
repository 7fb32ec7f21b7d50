/** Looks up what the sending domain says of itself in the DNS. That it could not be asked is an answer of its own. */
export type RecordsFound =
  | { outcome: "found"; texts: string[] }
  /** The name has no such record. */
  | { outcome: "none" }
  | { outcome: "could not look"; why: string };

export type MailRecords = {
  /** TXT records of a name, each joined to one text. */
  readTexts(name: string): Promise<RecordsFound>;
};
