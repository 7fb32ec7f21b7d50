/** Sends one mail. The message id is ours, so that the same mail sent twice can be told. */
export type Mail = {
  messageId: string;
  to: string;
  fromName: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
};

export type MailOutcome =
  | { outcome: "accepted" }
  /** The server refused it for good: do not try again. */
  | { outcome: "refused"; reason: string; /** It is the address that is no good, not what was sent. */ addressGone: boolean }
  /** The server refused it for now, before accepting anything: trying again is safe. */
  | {
      outcome: "try later";
      reason: string;
      /** It is us whom it refuses: no mail leaves until somebody has seen to it. */ senderRefused?: true;
    }
  /** The line broke after the mail may have been accepted: trying again could send it twice. */
  | { outcome: "unknown"; reason: string };

export type Mailer = {
  send(mail: Mail): Promise<MailOutcome>;
  /** Whose domain all mails come from, and by which name its DKIM key is found; null: not told. */
  sender(): { address: string; dkimSelector: string | null };
};
