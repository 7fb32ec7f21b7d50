/** People who get no mail any more, a line each: who, why in words, since when, and what can be done about it. */
import { Box, TextField } from "@shopify/polaris";
import type { Stopped, StoppedLine } from "~/domain/insight/read-stopped.server";
import { mailsWords } from "~/words/admin/mails";
import { MailLine, MailList } from "./mail-list";
import { useTyped } from "./use-typed";

const words = mailsWords.stopped;

export function StoppedList({ lines, page, pages, search, find }: Stopped & { search: string; find: (text: string) => void }) {
  const [typed, type] = useTyped(search, find);
  const none = lines.length === 0;
  return (
    <>
      {(!none || search !== "") && (
        <Box padding="400" borderBlockEndWidth="025" borderColor="border">
          <TextField
            label={words.search}
            type="search"
            autoComplete="off"
            value={typed}
            onChange={type}
            maxLength={80}
            clearButton
            onClearButtonClick={() => type("")}
          />
        </Box>
      )}
      <MailList none={none ? (search ? words.noneFits : words.none) : null} page={page} pages={pages}>
        {lines.map((line) => (
          <One key={`${line.at} ${line.addressId ?? line.email}`} line={line} />
        ))}
      </MailList>
    </>
  );
}

function One({ line: { addressId, name, email, why, detail, at } }: { line: StoppedLine }) {
  const who = name || email || words.nameless;
  const fromServer = (why === "bounced" || why === "refused") && detail ? words.server(detail) : null;
  return (
    <MailLine
      {...{ who, at, outcomes: words.outcomes, failed: words.failed }}
      email={name ? email : null}
      says={words.why[why]}
      asides={[fromServer, (why === "complained" || why === "opted out") && words.theirs[why]]}
      presses={addressId ? [{ label: words.free, heard: words.freeOf(who), form: { addressId } }] : []}
    />
  );
}
