/** Where Shopify's webhooks arrive, all topics. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveWebhook } from "~/ingest/receive-webhook.server";

export const action = ({ request }: ActionFunctionArgs) => receiveWebhook(request);
/** Only POST carries a webhook: 405. */
export const loader = ({ request }: ActionFunctionArgs) => receiveWebhook(request);
