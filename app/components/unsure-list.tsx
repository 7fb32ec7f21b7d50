/** Mails that may or may not have arrived, a line each: to whom, what, when, and a button each way. */
import type { Unsure, UnsureLine } from "~/domain/insight/read-unsure.server";
import { mailsWords } from "~/words/admin/mails";
import { MailLine, MailList } from "./mail-list";

const words = mailsWords.unsure;

export function UnsureList({ lines, page, pages }: Unsure) {
  return (
    <MailList none={lines.length === 0 ? words.none : null} page={page} pages={pages}>
      {lines.map((line) => (
        <One key={line.id} line={line} />
      ))}
    </MailList>
  );
}

function One({ line: { id, what, kind, name, email, about, at, detail, tooLate } }: { line: UnsureLine }) {
  const who = name || email || words.nameless;
  const says = words.what(kind, about);
  const press = (arrived: "yes" | "no", label: string) => ({ label, heard: words.of(label, who, says), form: { what, id, arrived } });
  return (
    <MailLine
      {...{ who, at, says, outcomes: words.outcomes, failed: words.failed }}
      email={name ? email : null}
      asides={[detail && words.detail(detail), tooLate && words.tooLate]}
      presses={[press("yes", words.arrived), press("no", tooLate ? words.drop : words.again)]}
    />
  );
}
