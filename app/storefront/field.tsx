/** One field of a form: its name, help, what is wrong with it, and the input, tied together for screen readers. */
import type { ReactNode } from "react";

type FieldProps = { label: string; id: string; help?: string; problem?: string | null; children: ReactNode };

export function Field({ label, id, help, problem, children }: FieldProps) {
  return (
    <div className="regulars-field">
      <label className="regulars-label" htmlFor={id}>
        {label}
      </label>
      {help && (
        <p className="regulars-quiet" id={`${id}-help`}>
          {help}
        </p>
      )}
      <Problem id={id} sentence={problem} />
      {children}
    </div>
  );
}

export function Problem({ id, sentence }: { id: string; sentence?: string | null }) {
  if (!sentence) return null;
  return (
    <p className="regulars-problem" id={`${id}-problem`}>
      {sentence}
    </p>
  );
}

/** What the input of a field carries. */
export const inputOf = (
  id: string,
  { problem, help = false, answer = false }: { problem?: string | null; help?: boolean; answer?: boolean } = {},
) => ({
  id,
  className: "regulars-input",
  "aria-invalid": problem ? true : undefined,
  "aria-describedby":
    [problem && !answer && `${id}-problem`, help && `${id}-help`, answer && `${id}-answer`].filter(Boolean).join(" ") || undefined,
});
