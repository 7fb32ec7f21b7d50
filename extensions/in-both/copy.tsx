/** @jsxImportSource preact */
/** A button that copies, and says that it did. */
import { useState } from "preact/hooks";

/** @param done what the button says afterwards */
export function Copy({ id, text, label, done }: { id: string; text: string; label: string; done: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <s-button variant="secondary" command="--copy" commandFor={id}>
        {copied ? done : label}
      </s-button>
      <s-clipboard-item id={id} text={text} onCopy={() => setCopied(true)} />
    </>
  );
}
