/** Whether the books add up, asked for by their page once it is there. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkBooks } from "~/domain/insight/check-books.server";
import { ownerWorld } from "~/owner.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world } = await ownerWorld(request);
  return checkBooks(world);
}
