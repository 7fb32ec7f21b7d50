/**
 * A press and what comes of it: a line that breaks, a server in trouble, or a session that has ended must not take the page away. What
 * was pressed says so beside its button (reward-buttons).
 */
import { isRouteErrorResponse } from "@remix-run/react";
import { isLibraryPage } from "./library-page";

/** @returns the action's answer; "signed out"; or "no answer", where nobody knows whether it was done. Other refusals are thrown. */
export async function answerPress(serverAction: () => Promise<unknown>): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    if (error instanceof Response) {
      if (error.status === 401 && !isLibraryPage(await error.clone().text())) return { outcome: "signed out" };
      // To sign in again, or to leave the frame.
      throw error;
    }
    if (isRouteErrorResponse(error) && error.status < 500) throw error;
    return { outcome: "no answer" };
  }
}
