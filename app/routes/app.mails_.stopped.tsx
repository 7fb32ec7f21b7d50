/** Who gets no mail any more, with the reason in words, and a button where it is the owner's to let mails go again. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { StoppedList } from "~/components/stopped-list";
import { readStopped } from "~/domain/insight/read-stopped.server";
import { freeAddress } from "~/domain/letter/free-address.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { mailsWords } from "~/words/admin/mails";

export { PageError as ErrorBoundary } from "~/components/page-error";

const words = mailsWords.stopped;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1), search: z.string().max(80).catch("") });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const { searchParams } = new URL(request.url);
  const asked = query.parse({ page: searchParams.get("page"), search: searchParams.get("search") });
  return { ...(await readStopped(world, asked)), search: asked.search };
}

const form = z.object({ addressId: z.string().min(1).max(200) });

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  return freeAddress(world, { addressId: asked.data.addressId, freedBy: `owner:${userId || "unknown"}` });
}

export default function Stopped() {
  const { search, ...stopped } = useLoaderData<typeof loader>();
  const [, setParams] = useSearchParams();
  return (
    <Page title={words.title} subtitle={words.lead} backAction={{ content: mailsWords.bar, url: "/app/mails" }}>
      <TitleBar title={words.bar} />
      <Card padding="0">
        <StoppedList {...stopped} search={search} find={(text) => setParams(text ? { search: text } : {})} />
      </Card>
    </Page>
  );
}
