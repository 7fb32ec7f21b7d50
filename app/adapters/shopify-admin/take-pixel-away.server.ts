/** Takes the web pixel out of a store; one that is gone already is gone. */
import { z } from "zod";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation DeletePixel($id: ID!) {
    webPixelDelete(id: $id) {
      deletedWebPixelId
      userErrors { message code field }
    }
  }`;

const shape = z.object({ webPixelDelete: z.object({ deletedWebPixelId: z.string().nullable(), userErrors }) });

export async function takePixelAway(post: Post, pixelId: string): Promise<void> {
  const { userErrors: errors } = (await post({ document, variables: { id: pixelId }, shape })).webPixelDelete;
  refuseOn(errors.filter(({ code }) => code !== "NOT_FOUND"));
}
