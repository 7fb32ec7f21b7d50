/** A friend presses the button on an ambassador's page, for the first time or in the browser that kept an earlier press. */
import { recordClick } from "~/domain/click/record-click.server";
import { memberAt } from "./at-the-store.ts";
import type { LifeEvent } from "./event.ts";
import type { Living } from "./live-event.ts";
import { HOUR_MS } from "./stage.ts";

/** `first`: the number of the first of the friend's presses that have this code. */
export type Click = { clickId: string; code: string; codeKind: string; place: number; at: number; first: number };

export async function click(living: Living, event: Extract<LifeEvent, { kind: "click" }>): Promise<string> {
  const { stage, clicks } = living;
  const { slug } = memberAt(living, event.place);
  const had = event.again === null ? undefined : clicks.get(event.again);
  const clicked = await stage.press(`click ${event.click}`, (world) => recordClick(world, { slug, had: had?.clickId ?? null }));
  if (clicked.outcome !== "recorded") return clicked.outcome;
  const { clickId, code, codeKind, again } = clicked;
  const at = stage.now().getTime();
  const before = again ? lastPress(living, had!.first, at) : null;
  // Pressed again within the hour it is the same press.
  const own = before && at - before.at < HOUR_MS ? before.at : at;
  clicks.set(event.click, { clickId, code, codeKind, place: event.place, at: own, first: before?.first ?? event.click });
  return `recorded with a ${codeKind} code${again ? ", the same again" : ""}`;
}

/** Of the presses of one friend that have one code, the last one by a moment. */
export const lastPress = ({ clicks }: Living, first: number, by: number): Click | null =>
  [...clicks.values()].filter((one) => one.first === first && one.at <= by).sort((one, other) => other.at - one.at)[0] ?? null;
