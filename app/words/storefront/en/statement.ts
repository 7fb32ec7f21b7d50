/** The statement: what moved on an ambassador's account, and the spreadsheet of it. */
import { speech } from "../speech";

const { plural } = speech("en");

export const statement = {
  link: "See everything that moved",
  heading: (name: string) => `${name}, this is everything that moved`,
  signedOut: "What moved on your account",
  days: "Other days",
  from: "First day",
  last: "Last day",
  show: "Show these days",
  span: (from: string | null, last: string | null): string => {
    if (from && last) return from === last ? `On ${from}.` : `From ${from} to ${last}.`;
    if (from) return `Since ${from}.`;
    return last ? `Until ${last}.` : "From your first day until now.";
  },
  movements: (total: number) =>
    total === 0 ? "Nothing moved in these days" : plural(total, { one: "One thing happened", other: "# things happened" }),
  opening: "At the beginning",
  closing: "At the end",
  balance: (pending: string, earned: string, redeemed: string) => `${pending} waiting, ${earned} yours, ${redeemed} taken as rewards.`,
  waiting: "waiting",
  yours: "yours",
  taken: "taken",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  earlier: "Earlier",
  later: "Later",
  download: "Save as a spreadsheet (CSV)",
  back: "Back to my page",
  everything: "Show everything",
  problemHeading: "We don't know those days",
  problems: {
    "no day": "One of them is no day of the calendar. Choose it from the calendar, or write it as 2026-11-30.",
    backwards: "The last day comes before the first. Swap them and try again.",
  },
  fileName: "my-statement.csv",
  csv: {
    columns: {
      day: "Day",
      person: "Name",
      what: "What happened",
      source: "Order or reward",
      pending: "Waiting",
      earned: "Yours",
      redeemed: "Taken",
      currency: "Currency",
    },
    opening: "At the beginning",
    closing: "At the end",
    erased: "",
  },
};
