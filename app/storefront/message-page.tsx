/** A page that says one thing kindly, with one way on: links that lead nowhere, pages that closed, trouble of ours. */
import type { ReactNode } from "react";
import { useWords } from "./spoken";
import { Frame, type PageName } from "./page";

type Message = {
  name?: PageName;
  outcome?: string;
  heading: string;
  text: string;
  way?: { href: string; label: string };
  children?: ReactNode;
};

export function MessagePage({ name = "message", outcome, heading, text, way, children }: Message) {
  const { common } = useWords();
  const { href, label } = way ?? { href: "/", label: common.toStore };
  return (
    <Frame name={name} outcome={outcome} narrow>
      <h1 className="regulars-heading">{heading}</h1>
      <p className="regulars-lead">{text}</p>
      {children}
      <p>
        <a className="regulars-button" href={href}>
          {label}
        </a>
      </p>
    </Frame>
  );
}
