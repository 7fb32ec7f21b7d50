/**
 * What ambassadors tell of themselves when they like: where people follow them and how many, what they talk about, where
 * they are. All of it is their own word and is shown as such. The engagement rate of a usual post is (likes + comments) ÷
 * followers: of a hundred people who follow them, so many show that they saw it.
 */
import { cleanName } from "./ambassador";

export const NETWORKS = ["Instagram", "TikTok", "YouTube", "Facebook", "Pinterest", "Threads", "a blog", "elsewhere"] as const;
export type Network = (typeof NETWORKS)[number];

export const MOST_HANDLES = 3;
export const MOST_TOPICS = 5;
export const LONGEST_TOPIC = 30;
export const LONGEST_REGION = 60;
const LONGEST_HANDLE = 60;
/** More people than live on earth follow nobody. */
const MOST_PEOPLE = 2_000_000_000;

/** Numbers are null where they said none. */
export type Handle = { network: Network; handle: string; followers: number | null; likes: number | null; comments: number | null };
export type Profile = { handles: Handle[]; topics: string[]; region: string | null };

export const NO_PROFILE: Profile = { handles: [], topics: [], region: null };
export const isEmptyProfile = ({ handles, topics, region }: Profile): boolean => !handles.length && !topics.length && !region;

type Row = { region: string | null; topics: string[]; handles: (Omit<Handle, "network"> & { network: string })[] };

/** As it lies in the database. */
export const profileOfRow = ({ region, topics, handles }: Row): Profile => ({
  handles: handles.map(({ network, handle, followers, likes, comments }) => ({
    ...{ network: network as Network, handle, followers, likes, comments },
  })),
  topics,
  region,
});

/** As typed, line by line; empty lines are none. */
export type TypedHandle = { network: string; handle: string; followers: string; likes: string; comments: string };
/** A line nobody has typed in. */
export const NOTHING_TYPED: TypedHandle = { network: NETWORKS[0], handle: "", followers: "", likes: "", comments: "" };
export type TypedProfile = { handles: TypedHandle[]; topics: string; region: string };

/** `line` counts handles from 0. */
export type ProfileProblem =
  | { line: number; field: "handle"; problem: "missing" | "no handle" }
  | { line: number; field: "followers" | "likes" | "comments"; problem: "no number" }
  | { line: null; field: "topics" | "region"; problem: "too long" | "too many" };

/** What was typed, cleaned; or everything that is wrong with it, in the order of the fields. */
export function profileOf(
  typed: TypedProfile,
): { outcome: "profile"; profile: Profile } | { outcome: "refused"; problems: ProfileProblem[] } {
  const problems: ProfileProblem[] = [];
  const handles: Handle[] = [];
  for (const [line, one] of typed.handles.slice(0, MOST_HANDLES).entries()) {
    const handle = cleanHandle(one.handle);
    const numbers = { followers: countOf(one.followers), likes: countOf(one.likes), comments: countOf(one.comments) };
    const said = (["followers", "likes", "comments"] as const).filter((field) => numbers[field] !== null);
    if (!handle && !said.length) continue;
    if (!handle) problems.push({ line, field: "handle", problem: "missing" });
    else if (handle.length > LONGEST_HANDLE || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._~/-]*$/u.test(handle))
      problems.push({ line, field: "handle", problem: "no handle" });
    for (const field of said) if (numbers[field] === "no number") problems.push({ line, field, problem: "no number" });
    const network = NETWORKS.find((name) => name === one.network) ?? "elsewhere";
    handles.push({ network, handle, ...(numbers as Record<keyof typeof numbers, number | null>) });
  }
  const topics = topicsOf(typed.topics);
  if (topics.length > MOST_TOPICS) problems.push({ line: null, field: "topics", problem: "too many" });
  if (topics.some((topic) => topic.length > LONGEST_TOPIC)) problems.push({ line: null, field: "topics", problem: "too long" });
  const region = cleanName(typed.region) || null;
  if (region && region.length > LONGEST_REGION) problems.push({ line: null, field: "region", problem: "too long" });
  return problems.length ? { outcome: "refused", problems } : { outcome: "profile", profile: { handles, topics, region } };
}

/**
 * Of a usual post, in basis points, halves up; null unless followers, likes and comments are all told and somebody follows.
 * May exceed 10,000: a post can reach more than those who follow.
 */
export function engagementBp({ followers, likes, comments }: Pick<Handle, "followers" | "likes" | "comments">): number | null {
  if (!followers || likes === null || comments === null) return null;
  return Math.round(((likes + comments) * 10_000) / followers);
}

/** "maxine" of "@Maxine", "instagram.com/maxine/" or the whole address; a blog keeps its address. */
function cleanHandle(typed: string): string {
  const text = cleanName(typed)
    .replace(/^https?:\/\//i, "")
    .replace(/^www\./i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "");
  const [, named] = /^(?:[a-z-]+\.)?(?:instagram|tiktok|youtube|facebook|pinterest|threads)\.[a-z.]+\/(?:.*\/)?([^/]+)$/i.exec(text) ?? [];
  return (named ?? text).replace(/^@+/, "");
}

/** How many in "1200", "1,200", "1.2k" or "3 M"; null where nothing is said. */
function countOf(typed: string): number | "no number" | null {
  const text = typed.normalize("NFKC").replace(/\s/g, "");
  if (!text) return null;
  const grouped = /^\d{1,3}([.,'’]\d{3})+$/.test(text) ? text.replace(/\D/g, "") : text;
  const [, whole, tenths, unit] = /^(\d{1,10})(?:[.,](\d))?([km])?$/i.exec(grouped) ?? [];
  if (!whole || (tenths && !unit)) return "no number";
  const times = { k: 1_000, m: 1_000_000 }[(unit ?? "").toLowerCase()] ?? 1;
  const count = Math.round((Number(whole) + Number(tenths ?? 0) / 10) * times);
  return count <= MOST_PEOPLE ? count : "no number";
}

function topicsOf(typed: string): string[] {
  const seen = new Map<string, string>();
  for (const part of typed.split(/[,;\n]/)) {
    const topic = cleanName(part).replace(/^#/, "");
    if (topic && !seen.has(topic.toLowerCase())) seen.set(topic.toLowerCase(), topic);
  }
  return [...seen.values()];
}
