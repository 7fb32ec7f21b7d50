/** The letters a store sends: which there are, how they look and when they go, and whether their domain lets them arrive. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { LetterList } from "~/components/letter-list";
import { MailDomain } from "~/components/mail-domain";
import { MailLook } from "~/components/mail-look";
import { readLetters } from "~/domain/insight/read-letters.server";
import { checkMailDomain } from "~/domain/letter/check-mail-domain.server";
import { domainOf } from "~/domain/letter/mail-domain";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { ownerWorld } from "~/owner.server";
import { TitleBar } from "~/shell";
import { mailsWords as words } from "~/words/admin/mails";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return { ...(await readLetters(world)), domain: domainOf(world.mailer.sender().address) };
}

/** Empty follows Shopify; a number that is none is refused beside its field. */
const orNull = z
  .string()
  .max(400)
  .transform((text) => text.replace(/\s+/g, " ").trim() || null);
const whole = z
  .string()
  .max(20)
  .transform((text) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN));
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("domain") }),
  z.object({
    intent: z.literal("look"),
    version: z.coerce.number().int().min(0).max(1_000_000_000),
    colour: z
      .string()
      .max(20)
      .transform((text) => text.trim().toLowerCase()),
    ...{ senderName: orNull, replyTo: orNull, postalAddress: orNull },
    ...{ quietFromHour: whole, quietUntilHour: whole, mostPerWeek: whole },
  }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const { world, userId } = await ownerWorld(request);
  const asked = form.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return Response.json({ outcome: "not understood" }, { status: 400 });
  if (asked.data.intent === "domain") return checkMailDomain(world);
  const { intent: _intent, version, ...setting } = asked.data;
  return saveMailSetting(world, { setting, basedOn: version, savedBy: userId || "owner" });
}

export default function Mails() {
  const { letters, setting, version, standing, hasAddress, refusedSender, unsure, stopped, domain } = useLoaderData<typeof loader>();
  return (
    <Page title={words.title} subtitle={words.lead}>
      <TitleBar title={words.bar} />
      <BlockStack gap="400">
        {!hasAddress && (
          <Banner tone="critical" title={words.noAddress.title}>
            <p>{words.noAddress.text}</p>
          </Banner>
        )}
        {refusedSender.waiting > 0 && (
          <Banner tone="critical" title={words.refusedSender.title}>
            <p>{words.refusedSender.text(refusedSender)}</p>
          </Banner>
        )}
        <LetterList letters={letters} unsure={unsure} stopped={stopped} />
        <MailLook setting={setting} version={version} standing={standing} />
        <MailDomain domain={domain} />
      </BlockStack>
    </Page>
  );
}
