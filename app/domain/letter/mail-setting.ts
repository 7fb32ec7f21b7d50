/**
 * How all letters of a store look and when they go. What is left empty follows what Shopify says of the store; without a postal
 * address nothing is sent, because a commercial mail must name one.
 */
import type { LetterLook } from "~/ports/letters";
import type { QuietHours } from "./quiet-hours";

export type MailSetting = QuietHours & {
  colour: string;
  /** null: the store's name, its address for answers, its postal address, as Shopify has them. */
  senderName: string | null;
  replyTo: string | null;
  postalAddress: string | null;
  /** Letters a person gets in seven days at most; what they do themselves is answered all the same. */
  mostPerWeek: number;
};

export const MAIL_DEFAULTS: MailSetting = {
  colour: "#1f5f4a",
  senderName: null,
  replyTo: null,
  postalAddress: null,
  quietFromHour: 21,
  quietUntilHour: 8,
  mostPerWeek: 2,
};

export type MailProblem = "colour" | "address" | "reply to" | "hour" | "most" | "too long";
export type MailField = keyof MailSetting;

const LONGEST = 300;
/** More than one a day is nobody's letter any more. */
export const MOST_A_WEEK = 7;

/** What is wrong with what an owner typed, by field. */
export function mailProblems(setting: MailSetting): Partial<Record<MailField, MailProblem>> {
  const problems: Partial<Record<MailField, MailProblem>> = {};
  if (!/^#[0-9a-f]{6}$/.test(setting.colour)) problems.colour = "colour";
  for (const field of ["senderName", "replyTo", "postalAddress"] as const)
    if ((setting[field]?.length ?? 0) > LONGEST) problems[field] = "too long";
  if (setting.replyTo !== null && !/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/.test(setting.replyTo))
    problems.replyTo = "reply to";
  for (const field of ["quietFromHour", "quietUntilHour"] as const)
    if (!Number.isInteger(setting[field]) || setting[field] < 0 || setting[field] > 23) problems[field] = "hour";
  if (!Number.isInteger(setting.mostPerWeek) || setting.mostPerWeek < 1 || setting.mostPerWeek > MOST_A_WEEK) problems.mostPerWeek = "most";
  return problems;
}

export type StoreOfLetters = { name: string; email: string; postalAddress: string; storefrontUrl: string };

/** The look of a letter; a one-line text each, whatever was typed. */
export const lookOf = (shop: StoreOfLetters, setting: MailSetting): LetterLook => ({
  storeName: oneLine(shop.name),
  storeUrl: shop.storefrontUrl,
  replyTo: setting.replyTo ?? shop.email,
  postalAddress: oneLine(setting.postalAddress ?? shop.postalAddress),
  colour: setting.colour,
});

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
