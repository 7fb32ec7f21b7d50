/** Opting out: opening the link only shows a button, because mail scanners open every link; the button acts. */
import { useWords } from "./spoken";
import { Frame } from "./page";

export function OptOutPage({ token, action }: { token: string; action: string }) {
  const { optOut: words } = useWords();
  return (
    <Frame name="opt-out" narrow>
      <h1 className="regulars-heading">{words.heading}</h1>
      <p className="regulars-lead">{words.text}</p>
      <form method="post" action={action}>
        <input type="hidden" name="token" value={token} />
        <button className="regulars-button">{words.button}</button>
      </form>
    </Frame>
  );
}
