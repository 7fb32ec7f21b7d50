/** The invitation's link: looking changes nothing, the button joins. With ?part=code it answers whether a code may be had. */
import { z } from "zod";
import { cleanName } from "~/domain/ambassador/ambassador";
import { profileOf, type ProfileProblem } from "~/domain/ambassador/profile";
import { joinProgram, type JoinProgramOutcome } from "~/domain/code/join-program.server";
import { answerCode } from "~/domain/page/answer-code.server";
import { readJoinPage, type JoinPage as Facts } from "~/domain/page/read-join-page.server";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { answeredCode, answerOf } from "~/storefront/code-field";
import { JoinPage, type JoinProblem, type Typed } from "~/storefront/join-page";
import { JoinedPage } from "~/storefront/joined-page";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { typedProfile } from "~/storefront/profile-fields";
import type { Words } from "~/words/storefront/words-for";

const formShape = z.object({
  token: z.string().max(200).catch(""),
  name: z.string().max(200).catch(""),
  code: z.string().max(100).catch(""),
  disclosure: z.string().max(40).optional().catch(undefined),
  acknowledged: z.literal("yes").optional().catch(undefined),
});

export const loader = onStorefront("join", async (visitor) => {
  const { world, buyerId, params, words, spoken } = visitor;
  const token = params.get("token") ?? "";
  if (params.get("part") === "code") {
    const asked = { typed: params.get("code") ?? "", name: cleanName(params.get("name") ?? ""), locale: spoken.locale };
    return answeredCode(words, await answerCode(world, { chooser: { token, signedInBuyerId: buyerId }, ...asked }));
  }
  return show(await readFacts(visitor, token), visitor, { token });
});

export const action = onStorefront("join", async (visitor, form) => {
  const { world, buyerId, pathPrefix, networks, words, spoken } = visitor;
  const { token, name, code, disclosure: disclosureVersion, acknowledged } = formShape.parse(Object.fromEntries(form));
  const typed: Typed = { name, code, acknowledged: acknowledged === "yes", profile: typedProfile(form) };
  const told = profileOf(typed.profile);
  const result =
    told.outcome === "refused"
      ? ({ outcome: "profile refused", problems: told.problems } as const)
      : await joinProgram(world, {
          ...{ token, ...typed, disclosureVersion, profile: told.profile, signedInBuyerId: buyerId, networks },
          locale: spoken.locale,
        });
  if (result.outcome === "joined") {
    const { storefrontUrl } = await world.transaction(({ db }) => db.shop.findUniqueOrThrow({ where: { shopId: world.shopId } }));
    const pageUrl = new URL(`${pathPrefix}/${result.slug}`, storefrontUrl).href.replace(/^https?:\/\//, "");
    const { code, slug } = result;
    return { page: <JoinedPage name={cleanName(name)} code={code} slug={slug} pageUrl={pageUrl} rewardsHref={`${pathPrefix}/rewards`} /> };
  }
  return show(await readFacts(visitor, token), visitor, { token, typed, problem: problemOf(result, words) });
});

const readFacts = ({ world, buyerId, spoken: { locale } }: Visitor, token: string): Promise<Facts> =>
  readJoinPage(world, { token, signedInBuyerId: buyerId, locale });

type Shown = { token: string; typed?: Typed; problem?: JoinProblem };

function show(facts: Facts, { pathPrefix, words }: Visitor, { token, typed, problem }: Shown): Answer {
  if (facts.outcome === "open")
    return { page: <JoinPage facts={facts} token={token} action={`${pathPrefix}/join`} typed={typed} problem={problem} /> };
  const { heading, text } = words.closedLinks[facts.outcome];
  const way = facts.outcome === "link used" ? { href: `${pathPrefix}/rewards`, label: words.joined.button } : undefined;
  const status = { "link unknown": 404, "link expired": 410, "link used": 200, "no programme": 200 }[facts.outcome];
  return { page: <MessagePage outcome={facts.outcome} heading={heading} text={text} way={way} />, status };
}

/** Beside which field it stands; a link that has closed meanwhile has no field, its page says it. */
type Refused = Exclude<JoinProgramOutcome, { outcome: "joined" }> | { outcome: "profile refused"; problems: ProfileProblem[] };

function problemOf(result: Refused, words: Words): JoinProblem | undefined {
  switch (result.outcome) {
    case "code taken":
    case "code refused":
      return { outcome: result.outcome, field: "code", answer: answerOf(words, result) };
    case "profile refused":
      return { outcome: result.outcome, field: "profile", problems: result.problems };
    case "name refused":
      return { outcome: result.outcome, field: "name", sentence: words.nameFaults[result.fault] };
    case "not acknowledged":
      return { outcome: result.outcome, field: "acknowledged", sentence: words.join.mustAgree };
    case "link unknown":
    case "link expired":
    case "link used":
      return undefined;
  }
}
