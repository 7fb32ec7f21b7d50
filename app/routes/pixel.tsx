/** Where the web pixel tells that a click came to the checkout; browsers may ask first. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receivePixel } from "~/ingest/receive-pixel.server";

export const loader = ({ request }: LoaderFunctionArgs) => receivePixel(request);
export const action = ({ request }: ActionFunctionArgs) => receivePixel(request);
