/** Any other address under /app: a kind word inside the frame, with the way back. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { ownerWorld } from "~/owner.server";

export { PageError as ErrorBoundary } from "~/components/page-error";

export async function loader({ request }: LoaderFunctionArgs): Promise<never> {
  await ownerWorld(request);
  throw new Response(null, { status: 404 });
}

/** Never drawn; without it Remix would answer without the page around it. */
export default function Missing() {
  return null;
}
