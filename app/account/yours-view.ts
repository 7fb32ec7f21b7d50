/**
 * What an ambassador may change by themselves, as forms an extension draws: the fields, their names and what is wrong with them
 * are those of the store's own page, so that the same press takes them.
 */
import { LONGEST_CODE } from "~/domain/code/code";
import { LONGEST_WORDS, MOST_FAVOURITES, showsNothing } from "~/domain/ambassador/own-page";
import { MOST_HANDLES, NETWORKS, NOTHING_TYPED, type ProfileProblem, type TypedProfile } from "~/domain/ambassador/profile";
import type { OwnPage } from "~/domain/page/read-own-page.server";
import type { RewardsPage as Facts } from "~/domain/page/rewards-page";
import { ideasAnswer } from "~/storefront/code-field";
import { MOST_TYPED, nameOf, profileTyped, sayProfile } from "~/storefront/profile-fields";
import type { Where } from "~/storefront/ask-where.server";
import type { Refused } from "~/storefront/rewards-yours";
import type { Words } from "~/words/storefront/words-for";
import type { FormField, YoursView } from "./answers";

export type KeyFor = (purpose: string) => string;

/** `refused` is a form of theirs that was not taken: its field says so. `where`: the address that is asked about. */
export type Shown = { keyFor: KeyFor; locale: string; refused?: Refused; where?: Where };

export function yoursView(all: Words, facts: Facts & { own: OwnPage }, { keyFor, locale, refused }: Shown): YoursView {
  const { yours, pause } = all;
  const { own, pausedSince, shopName } = facts;
  return {
    heading: yours.heading,
    ownPage: ownPageForm(all, own, keyFor("own-page"), refused?.form === "own-page" ? refused : undefined),
    code: codeForm(all, own, keyFor("code"), refused?.form === "code" ? refused : undefined),
    profile: {
      ...profileForm(all, own, shopName, keyFor("profile"), refused?.form === "profile" ? refused : undefined),
      told: sayProfile(all, own.profile, locale).map(({ sentence }) => sentence),
    },
    pause: pausedSince === null ? { title: pause.title, text: pause.text, button: pause.button, requestKey: keyFor("pause") } : null,
  };
}

const field = (name: string, label: string, value: string, maxLength: number, more: Partial<FormField> = {}): FormField => ({
  ...{ name, label, value, maxLength, help: null, problem: null },
  ...more,
});

function ownPageForm({ yours }: Words, own: OwnPage, requestKey: string, refused?: Refused & { form: "own-page" }): YoursView["ownPage"] {
  const problem = (where: "words" | "favourites") => (refused?.field === where ? refused.sentence : null);
  const words = refused?.words ?? own.words ?? "";
  return {
    title: yours.page,
    words: field("words", yours.words, words, LONGEST_WORDS * 2, { help: yours.wordsHelp, problem: problem("words") }),
    favourites: own.choices.length
      ? {
          ...{ name: "favourite", label: yours.favourites(MOST_FAVOURITES), problem: problem("favourites") },
          help: showsNothing(own) ? `${yours.nothingShown(MOST_FAVOURITES)} ${yours.favouritesHelp}` : yours.favouritesHelp,
          items: own.choices.map(({ productId, title, imageUrl, chosen }) => ({
            ...{ productId, title, imageUrl },
            chosen: refused ? refused.productIds.includes(productId) : chosen,
          })),
        }
      : null,
    save: yours.save,
    requestKey,
  };
}

function codeForm(all: Words, own: OwnPage, requestKey: string, refused?: Refused & { form: "code" }): YoursView["code"] {
  const { changeCode: words, chooseCode } = all;
  const problem = refused && !refused.answer.free ? refused.answer.sentence : null;
  return {
    ...{ title: words.title, text: words.text(own.oldCodeKeptDays), button: words.button, requestKey },
    field: field("code", words.label, refused?.typed ?? "", LONGEST_CODE * 2, { help: chooseCode.help, problem }),
    answer: refused?.answer ?? ideasAnswer(all, own.codeIdeas),
  };
}

function profileForm(
  all: Words,
  own: OwnPage,
  shopName: string,
  requestKey: string,
  refused?: Refused & { form: "profile" },
): Omit<YoursView["profile"], "told"> {
  const { yours, profile: words } = all;
  const typed: TypedProfile = refused?.typed ?? profileTyped(own.profile);
  const problem = (name: ProfileProblem["field"], line: number | null = null) => {
    const found = refused?.problems.find((one) => one.field === name && one.line === line);
    return found ? words.problem(found) : null;
  };
  return {
    ...{ title: yours.profile, help: yours.profileHelp(shopName) },
    ...{ follow: words.follow, rate: words.rate, another: words.another, save: yours.save, requestKey },
    lines: Array.from({ length: MOST_HANDLES }, (_, line) => {
      const said = typed.handles[line] ?? NOTHING_TYPED;
      const text = (name: "handle" | "followers" | "likes" | "comments") =>
        field(nameOf(name, line), words[name], said[name], name === "handle" ? MOST_TYPED.handle : MOST_TYPED.number, {
          problem: problem(name, line),
        });
      const choices = NETWORKS.map((network) => ({ value: network, label: words.networks[network] }));
      return {
        network: { name: nameOf("network", line), label: words.network, value: said.network, choices },
        texts: (["handle", "followers", "likes", "comments"] as const).map(text),
      };
    }),
    topics: field("topics", words.topics, typed.topics, MOST_TYPED.topics, { help: words.topicsHelp, problem: problem("topics") }),
    region: field("region", words.region, typed.region, MOST_TYPED.region, { problem: problem("region") }),
  };
}
