/** The owner's line as something to take hold of: dragged by mouse or finger, moved by the arrow keys, sent when let go or by Enter. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { LineStep } from "~/domain/mining/line";
import { buyersWords } from "~/words/admin/buyers";
import type { LineDraft } from "./line-draft";

const words = buyersWords.line;
const PAGE = 10;
/** A press without a move is no wish to move it. */
const LEAST_DRAG_PX = 3;

type Props = {
  steps: LineStep[];
  draft: LineDraft;
  /** 0 (bottom) to 1 (top). */
  at: number;
  /** The step whose line lies nearest to this height. */
  stepAt: (height: number) => LineStep;
  said: string;
};

export function LineHandle({ steps, draft, at, stepAt, said }: Props) {
  const holding = useRef<{ area: HTMLElement; fromY: number; dragged: boolean } | null>(null);
  const index = Math.max(
    0,
    steps.findIndex(({ people }) => people >= draft.shown.people),
  );
  /** Up is fewer people, as the line goes. */
  const lift = (by: number) => draft.put(steps[Math.min(steps.length - 1, Math.max(0, index - by))]);

  const keys: Record<string, () => void> = {
    ArrowUp: () => lift(1),
    ArrowRight: () => lift(1),
    ArrowDown: () => lift(-1),
    ArrowLeft: () => lift(-1),
    PageUp: () => lift(PAGE),
    PageDown: () => lift(-PAGE),
    Home: () => lift(-steps.length),
    End: () => lift(steps.length),
    Enter: () => draft.send(),
    Escape: () => draft.put(null),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || draft.busy) return;
    event.preventDefault();
    act();
  };

  const heightOf = (event: PointerEvent): number => {
    const { top, height } = holding.current!.area.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (event.clientY - top) / height));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (draft.busy || event.button !== 0) return;
    holding.current = { area: event.currentTarget.parentElement!, fromY: event.clientY, dragged: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = holding.current;
    if (!held) return;
    held.dragged ||= Math.abs(event.clientY - held.fromY) >= LEAST_DRAG_PX;
    if (held.dragged) draft.put(stepAt(heightOf(event)));
  };
  const onPointerUp = (event: PointerEvent) => {
    const held = holding.current;
    const letGo = held?.dragged ? stepAt(heightOf(event)) : null;
    holding.current = null;
    if (letGo) draft.send(letGo);
  };
  const onPointerCancel = () => {
    holding.current = null;
    draft.put(null);
  };

  return (
    <div
      className="regulars-plot__hold"
      style={{ bottom: `${(at * 100).toFixed(2)}%` }}
      role="slider"
      tabIndex={0}
      aria-label={words.label}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={steps.length}
      aria-valuenow={steps.length - index}
      aria-valuetext={said}
      aria-disabled={draft.busy || undefined}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
    >
      <span className="regulars-plot__grip" aria-hidden="true" />
    </div>
  );
}
