/** A form of the rewards page: what it is for, and the key that shows that this page offered it to this person. */
import type { ReactNode } from "react";

type Props = { intent: string; action: string; keyFor: (purpose: string) => string; children: ReactNode };

export const Press = ({ intent, action, keyFor, children }: Props) => (
  <form className="regulars-form" method="post" action={action}>
    <input type="hidden" name="intent" value={intent} />
    <input type="hidden" name="requestKey" value={keyFor(intent)} />
    {children}
  </form>
);
