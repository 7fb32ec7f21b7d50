/** Mails of which nobody knows whether they arrived: to whom, what, and a button each way. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { UnsureList } from "~/components/unsure-list";
import { settleLetter } from "~/domain/delivery/settle-letter.server";
import { readUnsure } from "~/domain/insight/read-unsure.server";
import { settleInvitation } from "~/domain/invitation/settle-invitation.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { mailsWords } from "~/words/admin/mails";

export { PageError as ErrorBoundary } from "~/components/page-error";

const words = mailsWords.unsure;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return readUnsure(world, query.parse({ page: new URL(request.url).searchParams.get("page") }));
}

const form = z.object({ what: z.enum(["letter", "invitation"]), id: z.uuid(), arrived: z.enum(["yes", "no"]) });

export async function action({ request }: ActionFunctionArgs) {
  const { world } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  const { what, id } = asked.data;
  const arrived = asked.data.arrived === "yes";
  return what === "letter" ? settleLetter(world, { letterId: id, arrived }) : settleInvitation(world, { invitationId: id, arrived });
}

export default function Unsure() {
  const unsure = useLoaderData<typeof loader>();
  return (
    <Page title={words.title} subtitle={words.lead} backAction={{ content: mailsWords.bar, url: "/app/mails" }}>
      <TitleBar title={words.bar} />
      <Card padding="0">
        <UnsureList {...unsure} />
      </Card>
    </Page>
  );
}
