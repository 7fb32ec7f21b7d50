/** The last look before invitations go out: who, who not and why, what it can cost, and the mail itself. One button sends, once. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, List, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { EmptyPage } from "~/components/empty-page";
import { useHowWritten } from "~/components/how-written";
import { InviteCost } from "~/components/invite-cost";
import { TitledCard } from "~/components/titled-card";
import { readExamples } from "~/domain/insight/read-examples.server";
import type { Invited } from "~/domain/invitation/invitation";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { previewInvite } from "~/domain/invitation/preview-invite.server";
import { filtersInAddress } from "~/domain/mining/list-filters";
import { readFilters } from "~/domain/mining/saved-view";
import { readEndedProgram } from "~/domain/program/read-ended-program.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { homeWords } from "~/words/admin/home";
import { inviteWords as words } from "~/words/admin/invite";
import { day } from "~/words/admin/numbers";

export { PageError as ErrorBoundary } from "~/components/page-error";

const MOST_CHOSEN = 1_000;
const ids = z.string().regex(/^\d{1,20}(,\d{1,20})*$/);

/** As the list's page asks: ?buyers= ids with commas between, or the list's own filters, or everybody. */
function readWhom(params: URLSearchParams): Invited {
  const chosen = ids.safeParse(params.get("buyers"));
  if (chosen.success) return chosen.data.split(",").slice(0, MOST_CHOSEN);
  const filters = readFilters(params);
  return filtersInAddress(filters) ? filters : "all";
}

/** The other way round: what the form sends back, so that what was looked at is what is sent. */
function whomInAddress(whom: Invited): string {
  if (whom === "all") return "";
  return Array.isArray(whom) ? `buyers=${whom.join(",")}` : filtersInAddress(whom);
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  const whom = readWhom(new URL(request.url).searchParams);
  const preview = await previewInvite(world, { whom });
  const { order } = await readExamples(world);
  const ended = preview.outcome === "no programme" ? await readEndedProgram(world) : null;
  return {
    preview,
    endedAt: ended?.endedAt.toISOString() ?? null,
    whom: whomInAddress(whom),
    filtered: whom !== "all" && !Array.isArray(whom),
    order,
  };
}

/** Nothing that isn't read to the last letter is sent to: a name cut off must not become everybody. */
const asShown = z
  .string()
  .max(25_000)
  .default("")
  .transform((text) => ({ text, whom: readWhom(new URLSearchParams(text)) }))
  .refine(({ text, whom }) => whomInAddress(whom) === text)
  .transform(({ whom }) => whom);
const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const form = z.strictObject({
  intent: z.literal("send"),
  whom: asShown,
  // As the page was looked at.
  miningId: z.uuid(),
  programVersion: whole,
  mayBeInvited: whole,
});

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood", problem: homeWords.notUnderstood }, { status: 400 });
  const { whom, intent: _intent, ...looked } = asked.data;
  return pressInvite(world, { whom, looked, pressedBy: userId || "owner" });
}

type Pressed = { outcome: string; invited?: number; heldOut?: number };

export default function Invite() {
  const written = useHowWritten();
  const { preview, endedAt, whom, filtered, order } = useLoaderData<typeof loader>();
  const sending = useFetcher<Pressed>();
  const pressed = sending.data;
  if (pressed?.outcome === "pressed") return <Sent invited={pressed.invited ?? 0} heldOut={pressed.heldOut ?? 0} />;
  if (preview.outcome === "not mined yet") return <EmptyPage bar={words.bar} {...words.notMined} url="/app" />;
  if (preview.outcome === "no postal address") return <EmptyPage bar={words.bar} {...words.noAddress} url="/app/mails" />;
  if (endedAt) return <EmptyPage bar={words.bar} {...words.ended} text={words.ended.text(day(endedAt, written))} url="/app/settings" />;
  if (preview.outcome === "no programme") return <EmptyPage bar={words.bar} {...words.noProgramme} url="/app" />;
  if (preview.outcome === "nobody to invite")
    return (
      <Page title={words.nobody.title} backAction={{ content: words.back, url: "/app/buyers" }}>
        <TitleBar title={words.bar} />
        <TitledCard title={words.nobody.text}>
          <WhyNot leftOut={preview.leftOut} />
          <InlineStack>
            <Button url="/app/buyers">{words.nobody.action}</Button>
          </InlineStack>
        </TitledCard>
      </Page>
    );

  const busy = sending.state !== "idle";
  return (
    <Page
      title={words.title(preview.invited)}
      subtitle={filtered ? `${words.filtered} ${words.lead}` : words.lead}
      backAction={{ content: words.back, url: "/app/buyers" }}
    >
      <TitleBar title={words.bar} />
      <div className="regulars-review">
        <div className="regulars-review__who">
          <BlockStack gap="400">
            <TitledCard title={words.who.title}>
              <List>
                <List.Item>{words.who.invited(preview.invited)}</List.Item>
                {preview.heldOut > 0 && <List.Item>{`${words.who.heldOut(preview.heldOut)}. ${words.who.heldOutWhy}`}</List.Item>}
              </List>
            </TitledCard>
            <TitledCard title={words.whyNot.title}>
              <WhyNot leftOut={preview.leftOut} />
            </TitledCard>
            <InviteCost terms={preview.terms} order={order} />
          </BlockStack>
        </div>
        <div className="regulars-review__mail">
          <TitledCard title={words.mail.title}>
            <dl className="regulars-facts">
              <dt>{words.mail.to}</dt>
              <dd>{preview.letter.to}</dd>
              <dt>{words.mail.subject}</dt>
              <dd>{preview.letter.subject}</dd>
            </dl>
            {/* No script, no form, no way out: it is only looked at. */}
            <iframe className="regulars-mail" title={words.mail.frame} sandbox="" srcDoc={preview.letter.html} />
          </TitledCard>
        </div>
        <div className="regulars-review__send">
          <BlockStack gap="400">
            {pressed?.outcome === "changed meanwhile" && (
              <Banner tone="warning" title={words.changed.title}>
                <p>{words.changed.text(preview.invited)}</p>
              </Banner>
            )}
            {pressed && pressed.outcome !== "changed meanwhile" && (
              <Banner tone="critical">
                <p>{homeWords.notUnderstood}</p>
              </Banner>
            )}
            <sending.Form method="post">
              <input type="hidden" name="intent" value="send" />
              <input type="hidden" name="whom" value={whom} />
              {Object.entries(preview.looked).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <Button submit variant="primary" size="large" loading={busy} disabled={busy}>
                {busy ? words.sending : words.send(preview.invited)}
              </Button>
            </sending.Form>
          </BlockStack>
        </div>
      </div>
    </Page>
  );
}

function WhyNot({ leftOut }: { leftOut: Record<string, number | undefined> }) {
  const reasons = Object.entries(leftOut).filter(([, people]) => people);
  if (reasons.length === 0) return <Text as="p">{words.whyNot.none}</Text>;
  return (
    <List>
      {reasons.map(([reason, people]) => (
        <List.Item key={reason}>{words.whyNot.line(reason, people ?? 0)}</List.Item>
      ))}
    </List>
  );
}

function Sent({ invited, heldOut }: { invited: number; heldOut: number }) {
  return (
    <Page title={words.sent.title(invited)}>
      <TitleBar title={words.bar} />
      <Banner tone="success">
        <BlockStack gap="300" inlineAlign="start">
          <p>
            {words.sent.text} {words.sent.heldOut(heldOut)}
          </p>
          <Button url="/app">{words.sent.action}</Button>
        </BlockStack>
      </Banner>
    </Page>
  );
}
