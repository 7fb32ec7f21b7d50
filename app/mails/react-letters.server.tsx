/** Letters written with React: each as a page and as plain text, from the same words. */
import { render, toPlainText } from "@react-email/render";
import type { Letters } from "~/ports/letters";
import { InvitationMail, invitationSubject } from "./invitation-mail";

export const reactLetters: Letters = {
  async invitation(facts) {
    const html = await render(<InvitationMail {...facts} />);
    return { subject: oneLine(invitationSubject(facts)), html, text: toPlainText(html) };
  },
};

/** A subject is one line, whatever a name contains: a line break would begin a header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
