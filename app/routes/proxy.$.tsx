/** Addresses below ours that are nobody's page: a kind answer instead of a bare one. */
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";

const nowhere = onStorefront("nowhere", async ({ words: { landing } }) => ({
  page: <MessagePage outcome="unknown" heading={landing.unknownHeading} text={landing.unknownText} />,
  status: 404,
}));

export const loader = nowhere;
export const action = nowhere;
