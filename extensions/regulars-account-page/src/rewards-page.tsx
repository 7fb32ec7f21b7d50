/**
 * An ambassador's page in their customer account: the same as on the store's own page, top to bottom. It asks the app once when
 * it opens; a press sends the button's own key and shows the page that comes back, with what came of it beside the button.
 */
import type { Api } from "@shopify/ui-extensions/customer-account.page.render";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CodeAnswer, RewardsAnswer, RewardsView, Said } from "../../../app/account/answers.ts";
import { askRegulars, type Asked, type Form } from "../../in-both/ask-regulars.ts";
import { Amounts } from "./amounts.tsx";
import type { Check } from "./change-code.tsx";
import { Leave } from "./leave.tsx";
import { Loading } from "./loading.tsx";
import { Orders } from "./orders.tsx";
import { Share } from "./share.tsx";
import { Shelf } from "./shelf.tsx";
import { Statement } from "./statement.tsx";
import { Taken } from "./taken.tsx";
import { wordsOf, type Words } from "./words.ts";
import { Paused, Yours } from "./yours.tsx";

/** Where what was pressed stands, so that the answer stands there too. */
export type Place = "top" | "shelf" | "amounts" | "own-page" | "code" | "profile" | "leave";
/** @returns whether it was done */
export type Press = (place: Place, form: Form & { requestKey: string }) => Promise<boolean>;
/** What every section is given. */
export type Section = { view: RewardsView; words: Words };
export type Buttons = { press: Press; /** The key of the button that is being answered. */ pressing: string | null };
/** A question stands open until it is answered, put aside, or another is asked. */
export type Questions = {
  /** The key of the button whose question is open. */
  asking: string | null;
  ask: (requestKey: string) => void;
  /** Not now. */
  putAside: () => void;
};

type Shown =
  | { outcome: "loading" }
  | { outcome: "problem"; sentence: string }
  | { outcome: "nobody"; heading: string; text: string }
  | { outcome: "page"; view: RewardsView; said: { place: Place; tone: Said["tone"]; sentence: string } | null };

/** While a code or a reward is being made, the page looks again a few times; never under somebody's hands. */
const LOOK_AGAIN_MS = 4_000;
const LOOKS_AGAIN = 6;

export function RewardsPage({ shopify }: { shopify: Api }) {
  const words = wordsOf(shopify);
  const [shown, show] = useState<Shown>({ outcome: "loading" });
  const [pressing, setPressing] = useState<string | null>(null);
  /** Two presses can come before what they change is drawn. */
  const busy = useRef(false);
  const [asking, setAsking] = useState<string | null>(null);
  /** Whether the last press was answered: until it is, its button keeps its key, or pressing it again would do it twice. */
  const [answered, setAnswered] = useState(true);
  const [looks, setLooks] = useState(0);
  /** Counts what somebody did here: a look that began before is of a page that is no more. */
  const deeds = useRef(0);
  const [reading, read] = useState<"rewards" | "statement">("rewards");

  const load = async () => show(shownOf(await askRegulars<RewardsAnswer>(shopify, "/account/rewards"), words));
  useEffect(() => void load(), []);

  const inHand = asking !== null || pressing !== null || !answered || asksWhere(shown);
  const making = shown.outcome === "page" && shown.view.making && !inHand;
  useEffect(() => {
    if (!making || looks >= LOOKS_AGAIN) return;
    const timer = setTimeout(async () => {
      const before = deeds.current;
      const asked = await askRegulars<RewardsAnswer>(shopify, "/account/rewards");
      if (deeds.current !== before) return;
      // A look that failed leaves what is shown as it is.
      if (asked.outcome === "answered" && asked.answer.outcome === "page") {
        const { view } = asked.answer;
        show((before) => (before.outcome === "page" ? { ...before, view } : before));
      }
      setLooks(looks + 1);
    }, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [making, looks]);

  const press: Press = async (place, form) => {
    if (busy.current || shown.outcome !== "page") return false;
    busy.current = true;
    deeds.current++;
    setPressing(form.requestKey);
    const asked = await askRegulars<RewardsAnswer>(shopify, "/account/rewards", form);
    busy.current = false;
    setPressing(null);
    setLooks(0);
    setAnswered(asked.outcome === "answered");
    if (asked.outcome !== "answered") {
      const sentence = asked.outcome === "refused" ? asked.sentence : words("pressNoAnswer");
      // The page stays with the same buttons: pressing the same one again is never done twice.
      show((now) => (now.outcome === "page" ? { ...now, said: { place, tone: "problem", sentence } } : now));
      return false;
    }
    const next = shownOf(asked, words, place);
    setAsking(null);
    show(next);
    return next.outcome === "page" && next.said?.tone === "good";
  };

  const ask = (requestKey: string | null) => {
    deeds.current++;
    setAsking(requestKey);
  };
  const putAside = () => {
    ask(null);
    show(withoutWhere);
  };

  const check: Check = async (code) => {
    const asked = await askRegulars<CodeAnswer>(shopify, `/account/code?${new URLSearchParams({ code })}`);
    return asked.outcome === "answered" && asked.answer.outcome === "checked" ? asked.answer : null;
  };

  if (shown.outcome === "page" && reading === "statement")
    return <Statement shopify={shopify} words={words} leave={() => read("rewards")} />;
  if (shown.outcome === "page") {
    const openStatement = () => read("statement");
    return <Whole {...{ shown, words, press, pressing, asking, ask, putAside, check, openStatement }} />;
  }
  if (shown.outcome === "loading") return <Loading words={words} />;
  if (shown.outcome === "nobody")
    return (
      <s-page heading={shown.heading}>
        <s-section>
          <s-paragraph>{shown.text}</s-paragraph>
        </s-section>
      </s-page>
    );
  return (
    <s-page heading={words("heading")}>
      <s-section>
        <s-stack gap="base">
          <s-banner tone="warning">{shown.sentence}</s-banner>
          <s-button
            onClick={() => {
              show({ outcome: "loading" });
              void load();
            }}
          >
            {words("again")}
          </s-button>
        </s-stack>
      </s-section>
    </s-page>
  );
}

function shownOf(asked: Asked<RewardsAnswer>, words: Words, place: Place = "top"): Shown {
  if (asked.outcome === "no answer") return { outcome: "problem", sentence: words("noAnswer") };
  if (asked.outcome === "refused") return { outcome: "problem", sentence: asked.sentence };
  const { answer } = asked;
  if (answer.outcome !== "page") return { outcome: "nobody", heading: answer.heading, text: answer.text };
  const { view, said } = answer;
  // A page that closed has no section to say it in.
  return { outcome: "page", view, said: said && { ...said, place: view.leave ? place : "top" } };
}

const asksWhere = (shown: Shown): boolean => shown.outcome === "page" && !!shown.view.shelf?.items.some(({ whereTo }) => whereTo);

/** The page with no question where something goes. */
function withoutWhere(shown: Shown): Shown {
  if (shown.outcome !== "page" || !shown.view.shelf) return shown;
  const { shelf } = shown.view;
  const items = shelf.items.map((item) => ({ ...item, whereTo: null }));
  return { ...shown, view: { ...shown.view, shelf: { ...shelf, items } } };
}

type WholeProps = { shown: Extract<Shown, { outcome: "page" }>; words: Words; check: Check; openStatement: () => void } & Buttons &
  Questions;

function Whole({ shown: { view, said }, words, press, pressing, asking, ask, putAside, check, openStatement }: WholeProps) {
  const saidAt = (place: Place) =>
    said?.place === place && <s-banner tone={said.tone === "good" ? "success" : "warning"}>{said.sentence}</s-banner>;
  const section = { view, words };
  const buttons = { press, pressing };
  return (
    <s-page heading={view.greeting}>
      <s-section>
        <s-stack gap="base">
          {saidAt("top")}
          <s-paragraph>{view.standing}</s-paragraph>
          <Paused {...section} {...buttons} />
          {view.ended && <s-paragraph>{view.ended}</s-paragraph>}
        </s-stack>
      </s-section>
      <Next {...section} />
      <Share {...section} />
      {view.tier && (
        <s-section heading={words("tier")}>
          <s-paragraph>{view.tier}</s-paragraph>
        </s-section>
      )}
      <Orders {...section} openStatement={openStatement} />
      <Taken {...section} />
      <Shelf {...section} {...buttons} {...{ asking, ask, putAside }} said={saidAt("shelf")} />
      <Amounts {...section} {...buttons} said={saidAt("amounts")} />
      <Yours {...section} {...buttons} saidAt={saidAt} check={check} />
      <Leave {...section} {...buttons} said={saidAt("leave")} />
    </s-page>
  );
}

function Next({ view: { next }, words }: Section) {
  if (!next) return null;
  return (
    <s-section heading={words("next")}>
      <s-grid gridTemplateColumns="auto 1fr" gap="base" alignItems="center">
        <s-product-thumbnail src={next.imageUrl ?? undefined} alt="" />
        <s-stack gap="small">
          <s-paragraph>{next.sentence}</s-paragraph>
          <s-progress max={100} value={next.progressPercent} accessibilityLabel={next.progressLabel} />
        </s-stack>
      </s-grid>
    </s-section>
  );
}
