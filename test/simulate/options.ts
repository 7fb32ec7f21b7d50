/** What `npm run simulate -- …` understands. Anything else is refused with the list of what there is. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export type SimulateOptions = { from: number; to: number; events: number; storms: number; processes: number; json: boolean };

export class WrongOption extends Error {}
/** Asked for with --help: no mistake. */
export class HelpWanted extends Error {}

const DEFAULT_EVENTS = 200;

const USAGE = `npm run --silent simulate -- --seeds A..B [options]
  --seeds A..B   which lives: one seed a life; a single number is one seed
  --events N     how many things happen in each (default ${DEFAULT_EVENTS})
  --storms N     in how many storms each is lived, beside the calm (default 1): a life that may be cut short by a race is tried so
  --processes N  how many lives at once (default: as many as the machine has cores)
  --json         one JSON object on stdout, all else on stderr`;

/** @throws WrongOption with what to do, HelpWanted with the list of options */
export function readOptions(args: string[]): SimulateOptions {
  const { values } = parse(args);
  if (values.help) throw new HelpWanted(USAGE);
  const seeds = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(values.seeds ?? "");
  if (!seeds) throw new WrongOption(`--seeds takes a number or a range, such as 1..20.\n\n${USAGE}`);
  const [from, to] = [Number(seeds[1]), Number(seeds[2] ?? seeds[1])];
  if (from < 1 || to < from) throw new WrongOption(`--seeds ${values.seeds}: the range begins at 1 or above and does not go down.`);
  return {
    from,
    to,
    events: wholeNumber("--events", values.events ?? String(DEFAULT_EVENTS), 1, 5_000),
    storms: wholeNumber("--storms", values.storms ?? "1", 1, 1_000),
    processes: wholeNumber("--processes", values.processes ?? String(availableParallelism()), 1, 64),
    json: values.json ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seeds: { type: "string" },
        events: { type: "string" },
        storms: { type: "string" },
        processes: { type: "string" },
        json: { type: "boolean" },
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
