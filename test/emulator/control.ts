/**
 * /__emulator/*: how tests and the tour look into the emulator and move it; no part of Shopify. JSON both ways. What the
 * books refuse (a refund of more than was bought) is a 409 with the reason; a bad request is a 400 saying what is missing.
 */
import { BadControlRequest, merchantActions, type ControlAction } from "./control-actions.ts";
import { issuedViews } from "./control-issued.ts";
import { booksSummary, listOrders } from "./control-views.ts";
import type { EmulatorContext, Handler } from "./context.ts";
import { setFaults } from "./faults.ts";

type Deliver = () => Promise<{ delivered: number; failed: number; waiting: number }>;

export function controlHandler(deliverWebhooks: Deliver): Handler {
  return async (context, request, url) => {
    const name = /^\/__emulator\/(.+)$/.exec(url.pathname)?.[1];
    if (!name) return null;
    const view = VIEWS[name];
    if (request.method === "GET" && view) return Response.json(view(context, url));
    const action = request.method === "POST" ? (ACTIONS[name] ?? merchantActions[name]) : undefined;
    if (!action && !(request.method === "POST" && name === "deliver-webhooks")) return null;
    try {
      if (name === "deliver-webhooks") return Response.json(await deliverWebhooks());
      return Response.json(await action!(context, await bodyOf(request)));
    } catch (error) {
      if (error instanceof BadControlRequest) return Response.json({ error: error.message }, { status: 400 });
      if (error instanceof Error && error.name.endsWith("Refused")) return Response.json({ error: error.message }, { status: 409 });
      throw error;
    }
  };
}

const clockView = (context: EmulatorContext) => ({ now: context.clock.iso(), shiftMs: context.clock.shiftMs });

const VIEWS: Record<string, (context: EmulatorContext, url: URL) => unknown> = {
  clock: clockView,
  faults: (context) => context.faults,
  log: (context) => ({ entries: context.log }),
  "books/summary": booksSummary,
  orders: listOrders,
  ...issuedViews,
};

const ACTIONS: Record<string, ControlAction> = {
  clock: async (context, body) => {
    const { advanceMs } = body;
    if (typeof advanceMs !== "number" || !(advanceMs >= 0)) throw new BadControlRequest("give {advanceMs: milliseconds to move forward}");
    await context.clock.advance(advanceMs);
    return clockView(context);
  },
  faults: (context, body) => {
    try {
      setFaults(context.faults, body);
    } catch (error) {
      throw new BadControlRequest((error as Error).message);
    }
    return context.faults;
  },
};

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) return body as Record<string, unknown>;
  } catch (error) {
    throw new BadControlRequest(`the body is no JSON: ${(error as Error).message}`);
  }
  throw new BadControlRequest("the body must be a JSON object");
}
