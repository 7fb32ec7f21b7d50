/**
 * The way out of our mails. GET shows a button; POST acts, whether from the button or as the one-click request that mail
 * programs send (RFC 8058), whose token is in the address.
 */
import { optOut } from "~/domain/invitation/opt-out.server";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { OptOutPage } from "~/storefront/opt-out-page";

const LONGEST_TOKEN = 200;

export const loader = onStorefront("opt-out", async ({ pathPrefix, params }) => {
  const token = (params.get("token") ?? "").slice(0, LONGEST_TOKEN);
  return { page: <OptOutPage token={token} action={`${pathPrefix}/opt-out`} /> };
});

export const action = onStorefront("opt-out", async ({ world, params, words: { optOut: words } }, form) => {
  const oneClick = form.get("List-Unsubscribe") === "One-Click";
  const token = (form.get("token") ?? params.get("token") ?? "").slice(0, LONGEST_TOKEN);
  const { outcome } = await optOut(world, { token, source: oneClick ? "one-click" : "opt-out page" });
  if (outcome === "opted out")
    return { page: <MessagePage name="opt-out" outcome={outcome} heading={words.doneHeading} text={words.doneText} /> };
  return { page: <MessagePage name="opt-out" outcome={outcome} heading={words.unknownHeading} text={words.unknownText} />, status: 404 };
});
