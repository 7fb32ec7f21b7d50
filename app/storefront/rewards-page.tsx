/**
 * An ambassador's own page, top to bottom: where they stand, the product that is next, sharing, orders with their reasons,
 * the shelf, what is theirs to change, small print and leaving. The same markup is a whole page of its own and, as a part, the inside of the block
 * in a theme.
 */
import { isMaking, servingCode, type RewardsPage as Facts } from "~/domain/page/rewards-page";
import { sayEnded, sayLeaving, sayLeft, sayNext, sayRules, sayStanding, sayTier } from "~/words/storefront/sentences";
import type { Where as Asked } from "./ask-where.server";
import { Frame, Notice, Picture } from "./page";
import { Amounts } from "./rewards-amounts";
import { Orders } from "./rewards-orders";
import { Share } from "./rewards-share";
import { Press } from "./press";
import { Shelf } from "./rewards-shelf";
import { Where } from "./rewards-where";
import { useSpoken, useWords } from "./spoken";
import { Paused, placeOf, Yours, type Refused } from "./rewards-yours";

export type Said = { outcome: string; tone: "good" | "problem"; sentence: string };

export type RewardsProps = {
  facts: Facts;
  /** Where the page is and its forms are sent. */
  action: string;
  /** The key of one button, for what it does. */
  keyFor: (purpose: string) => string;
  said?: Said;
  refused?: Refused;
  /** The address that is asked about, in answer to a press. */
  where?: Asked;
  /** Not inside a theme's block, whose own heading stands above it. */
  greeting: boolean;
};

export function RewardsPage({ facts, action, keyFor, said, refused, where, greeting }: RewardsProps) {
  const all = useWords();
  const { rewards: words, statement, yours } = all;
  return (
    <Frame
      name="rewards"
      outcome={said?.outcome}
      marks={{
        "data-slug": facts.linkPath.slice(facts.linkPath.lastIndexOf("/") + 1),
        "data-regulars-part": `${action}?part=1`,
        // Something is being made: the script looks again a few times.
        "data-regulars-again": isMaking(facts) ? "" : undefined,
      }}
    >
      {greeting && <h1 className="regulars-heading">{words.heading(facts.name)}</h1>}
      {said && (
        <Notice tone={said.tone}>
          {said.sentence} {refused && <a href={`#${placeOf(refused)}`}>{yours.showMe}</a>}
        </Notice>
      )}
      {where && <Where where={where} facts={facts} action={action} keyFor={keyFor} />}
      {facts.state === "left" ? (
        <p className="regulars-lead">{sayLeft(all, facts)}</p>
      ) : (
        <>
          <p className="regulars-lead">{sayStanding(all, facts)}</p>
          {facts.pausedSince && <Paused since={facts.pausedSince} action={action} keyFor={keyFor} />}
          {facts.state === "ended" && <p>{sayEnded(all, facts)}</p>}
          <Next facts={facts} />
          {facts.state === "active" && <Share facts={facts} />}
          {facts.state === "active" && <Tier tier={facts.tier} />}
        </>
      )}
      <Orders facts={facts} />
      <p>
        <a href={action.replace(/rewards$/, "statement")}>{statement.link}</a>
      </p>
      <Shelf facts={facts} action={action} keyFor={keyFor} />
      <Amounts facts={facts} action={action} keyFor={keyFor} />
      {facts.state === "active" && facts.own && (
        <Yours facts={{ ...facts, own: facts.own }} action={action} keyFor={keyFor} refused={refused} />
      )}
      {facts.state !== "left" && <SmallPrint facts={facts} action={action} keyFor={keyFor} />}
    </Frame>
  );
}

function Next({ facts: { next, earned } }: { facts: Facts }) {
  const all = useWords();
  const { rewards: words } = all;
  if (!next) return null;
  const { sentence, progressLabel } = sayNext(all, next, earned.text);
  return (
    <section className="regulars-section" aria-labelledby="regulars-next">
      <h2 className="regulars-subheading" id="regulars-next">
        {words.next}
      </h2>
      <div className={next.of === "product" ? "regulars-next" : undefined}>
        {next.of === "product" && <Picture url={next.imageUrl} title={next.title} size={96} />}
        <div className="regulars-next-text">
          <p>{sentence}</p>
          <progress className="regulars-bar" max={100} value={next.progressPercent} aria-label={progressLabel} />
          {next.affordable && (
            <p>
              <a href={next.of === "product" ? "#regulars-shelf" : "#regulars-amounts"}>{words.choose}</a>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function Tier({ tier }: { tier: Facts["tier"] }) {
  const words = useWords();
  return (
    <section className="regulars-section" aria-labelledby="regulars-tier">
      <h2 className="regulars-subheading" id="regulars-tier">
        {words.tiers.heading}
      </h2>
      <p>{sayTier(words, tier)}</p>
    </section>
  );
}

function SmallPrint({ facts, action, keyFor }: Pick<RewardsProps, "facts" | "action" | "keyFor">) {
  const all = useWords();
  const { rewards: words } = all;
  const { language } = useSpoken();
  const code = servingCode(facts.codes)?.code ?? null;
  return (
    <section className="regulars-section regulars-small" aria-labelledby="regulars-small">
      <h2 className="regulars-subheading" id="regulars-small">
        {words.smallPrint}
      </h2>
      <p>{sayRules(all, facts)}</p>
      {facts.disclosure && <p lang={facts.disclosureLanguage === language ? undefined : facts.disclosureLanguage}>{facts.disclosure}</p>}
      <details className="regulars-details">
        <summary>{words.leave}</summary>
        <p>{sayLeaving(all, facts, code)}</p>
        <Press intent="leave" action={action} keyFor={keyFor}>
          <button className="regulars-button regulars-button-plain">{words.leaveButton}</button>
        </Press>
      </details>
    </section>
  );
}
