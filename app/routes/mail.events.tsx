/** Where a mail provider, or the mailbox at the return address, reports what came back. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveMailEvents } from "~/ingest/receive-mail-events.server";

export const action = ({ request }: ActionFunctionArgs) => receiveMailEvents(request);
/** Only POST carries a report: 405. */
export const loader = ({ request }: ActionFunctionArgs) => receiveMailEvents(request);
