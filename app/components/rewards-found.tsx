/** Rewards that are in Shopify and that nobody here remembers: what is known of each, and what each answer does to somebody's money. */
import { Link, Text } from "@shopify/polaris";
import type { ShownMember, ShownStray, ShownStrays } from "~/domain/insight/read-strays.server";
import { moment } from "~/words/admin/numbers";
import { rewardsWords } from "~/words/admin/rewards";
import { useHowWritten } from "./how-written";
import { PageLinks } from "./page-links";
import type { RewardButton } from "./reward-buttons";
import { RewardCases } from "./reward-cases";
import { TitledCard } from "./titled-card";

const words = rewardsWords.found;

export function RewardsFound({ strays, page, pages }: ShownStrays) {
  return (
    <TitledCard title={words.title}>
      <Text as="p" tone="subdued">
        {words.lead}
      </Text>
      <RewardCases
        cases={strays.map((stray) => ({
          key: stray.strayId,
          heading: words.one(stray.member ? stray.member.name || rewardsWords.erased : words.somebody, stray.what, stray.amount.text),
          evidence: <Evidence stray={stray} />,
          of: { strayId: stray.strayId },
          buttons: stray.member ? answersFor(stray, stray.member) : [leave(stray)],
        }))}
      />
      <PageLinks page={page} pages={pages} of="found" list={words.title} />
    </TitledCard>
  );
}

function Evidence({ stray }: { stray: ShownStray }) {
  const written = useHowWritten();
  const { kind, buyerId, madeAt } = stray;
  return (
    <>
      {words.made(moment(madeAt, written))} {evidence(stray)}
      {kind === "store credit" && buyerId && (
        <>
          {" "}
          <Link url={`shopify://admin/customers/${buyerId}`} target="_top">
            {words.look}
          </Link>
          .
        </>
      )}
    </>
  );
}

const isOpen = ({ kind, ordered }: ShownStray): boolean => kind === "product sent" && !ordered;

const takingOf = ({ amount }: ShownStray, { name, has, left }: ShownMember) => ({
  ...{ amount: amount.text, has: has.text, left: left.text, name },
});

const sentences = (of: (string | false | null)[]): string => of.filter(Boolean).join(" ");

const evidence = (stray: ShownStray): string => {
  const { kind, code, marked, ordered, member } = stray;
  return sentences([
    code && (kind === "gift card" ? words.cardEnds(code) : kind === "product code" && words.code(code)),
    marked ? words.marked : words.credit,
    kind === "product sent" && (ordered ? words.ordered : words.open),
    member ? member.held > 0 && words.held(member.held) : words.nobody,
    member?.lack ? words.costsMore(takingOf(stray, member)) : null,
  ]);
};

function answersFor(stray: ShownStray, member: ShownMember): RewardButton[] {
  const { givenBack, lack, asked } = member;
  const taking = takingOf(stray, member);
  const lacks = lack && (givenBack ? words.lacksWishes(taking, lack.text, givenBack) : words.lacks(taking, lack.text));
  const takes = asked ? words.isTheirWish(taking) : givenBack ? words.takesWishes(taking, givenBack) : words.takes(taking);
  const given: RewardButton = {
    label: lack ? words.forgive(lack.text) : words.given,
    form: { intent: "stray", answer: "given", ...(lack && { forgive: lack.minor }) },
    does: sentences([lacks ?? takes, isOpen(stray) && words.sends]),
    // Where we don't know, or it is a present, nothing is urged.
    primary: stray.marked && !lack,
  };
  return [given, leave(stray)];
}

const leave = (stray: ShownStray): RewardButton => ({
  label: stray.marked ? words.leave : words.notOurs,
  form: { intent: "stray", answer: "not ours" },
  does: sentences([
    stray.member ? (isOpen(stray) ? words.takesNothingYet : words.takesNothing)(stray.member.name, stray.member.has.text) : words.leavesAll,
    !stray.marked && words.notOursWhen,
    isOpen(stray) && words.opened,
  ]),
});
