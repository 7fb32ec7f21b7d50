/**
 * What an ambassador may change by themselves: what friends see, their code, what they tell of themselves, a break. Each is
 * folded away, and what came of it stands where it was pressed.
 */
import type { ComponentChildren } from "preact";
import { ChangeCode, type Check } from "./change-code.tsx";
import { Send } from "./fields.tsx";
import { OwnPageForm } from "./own-page-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import type { Buttons, Place, Section } from "./rewards-page.tsx";

type Props = Section & Buttons & { saidAt: (place: Place) => ComponentChildren; check: Check };

export function Yours({ view: { yours }, press, pressing, saidAt, check }: Props) {
  if (!yours) return null;
  const { heading, ownPage, code, profile, pause } = yours;
  const buttons = { press, pressing };
  return (
    <s-section heading={heading}>
      <s-stack gap="base">
        <Folded title={ownPage.title} said={saidAt("own-page")}>
          <OwnPageForm form={ownPage} {...buttons} />
        </Folded>
        <Folded title={code.title} said={saidAt("code")}>
          <ChangeCode form={code} check={check} {...buttons} />
        </Folded>
        <Folded title={profile.title} said={saidAt("profile")}>
          <ProfileForm form={profile} {...buttons} />
        </Folded>
        {pause && (
          <Folded title={pause.title} said={null}>
            <s-paragraph>{pause.text}</s-paragraph>
            <Send
              label={pause.button}
              busy={pressing === pause.requestKey}
              pressing={pressing !== null}
              onClick={() => void press("top", { intent: "pause", requestKey: pause.requestKey })}
            />
          </Folded>
        )}
      </s-stack>
    </s-section>
  );
}

function Folded({ title, said, children }: { title: string; said: ComponentChildren; children: ComponentChildren }) {
  return (
    <s-details>
      <s-summary>{title}</s-summary>
      <s-stack gap="base">
        {children}
        {said}
      </s-stack>
    </s-details>
  );
}

/** During a break it stands on top, with the way back. */
export function Paused({ view: { paused }, press, pressing }: Section & Buttons) {
  if (!paused) return null;
  const { text, button, requestKey } = paused;
  return (
    <>
      <s-paragraph>{text}</s-paragraph>
      <s-button
        variant="primary"
        loading={pressing === requestKey}
        disabled={pressing !== null}
        onClick={() => void press("top", { intent: "resume", requestKey })}
      >
        {button}
      </s-button>
    </>
  );
}
