/** What `npm run demo -- …` understands. Anything else is refused with the list of what there is. */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

export type DemoOptions = {
  /** A file of orders; null: a simulated store. */
  ordersFile: string | null;
  /** Of a simulated store; null: the usual one. */
  seed: string | null;
  buyers: number | null;
  reset: boolean;
  tour: boolean;
  json: boolean;
  /** Whether the emulated store lets the app see orders older than 60 days. */
  readAllOrders: boolean;
  port: number;
};

export class WrongOption extends Error {}
/** Asked for with --help: no mistake. */
export class HelpWanted extends Error {}

const USAGE = `npm run demo -- [options]
  --orders FILE          load real orders: Shopify's order-export CSV, or JSON lines (gzipped too)
  --seed TEXT            seed of a simulated store (default "regulars")
  --buyers N             buyers of a simulated store (default 1500)
  --tour                 walk the whole loop, print each step, end 0 when all of it held
  --json                 with --tour: one JSON object on stdout, all else on stderr
  --reset                forget the demo's store and data, begin anew
  --no-read-all-orders   as a store that has not granted read_all_orders: 60 days of orders
  --port N               the admin's port (default 4000); the app answers on the next one`;

/**
 * @param typedIn the folder the command was typed in: npm itself changes to the project's root
 * @throws WrongOption with what to do, HelpWanted with the list of options
 */
export function readOptions(args: string[], typedIn = process.env.INIT_CWD ?? process.cwd()): DemoOptions {
  const { values } = parse(args);
  if (values.help) throw new HelpWanted(USAGE);
  const ordersFile = values.orders === undefined ? null : findFile(values.orders, typedIn);
  if (ordersFile && (values.seed !== undefined || values.buyers !== undefined))
    throw new WrongOption("--seed and --buyers make a simulated store, --orders loads a real one: use either.");
  if (values.json && !values.tour) throw new WrongOption("--json prints the tour's result: use it with --tour.");
  if (values.tour && values["no-read-all-orders"])
    throw new WrongOption("The tour proves that the whole history is read: leave out --no-read-all-orders, or --tour.");
  return {
    ordersFile,
    seed: values.seed ?? null,
    buyers: values.buyers === undefined ? null : wholeNumber("--buyers", values.buyers, 1, 50_000),
    reset: values.reset ?? false,
    tour: values.tour ?? false,
    json: values.json ?? false,
    readAllOrders: !values["no-read-all-orders"],
    port: wholeNumber("--port", values.port ?? "4000", 1, 65_534),
  };
}

/** As typed; and, since the README writes paths from there, from the project's root. */
function findFile(named: string, typedIn: string): string {
  const found = [path.resolve(typedIn, named), path.resolve(named)].find((file) => existsSync(file));
  if (!found) throw new WrongOption(`There is no file ${named}. Name one with --orders, or leave it out for a simulated store.`);
  return found;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        orders: { type: "string" },
        seed: { type: "string" },
        buyers: { type: "string" },
        reset: { type: "boolean" },
        tour: { type: "boolean" },
        json: { type: "boolean" },
        "no-read-all-orders": { type: "boolean" },
        port: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new WrongOption(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new WrongOption(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}
