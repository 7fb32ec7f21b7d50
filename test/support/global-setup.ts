/**
 * Ends what the run's test files started. The server itself is started by the first file that asks for a database
 * (test-server.ts), so that a run of pure tests needs none.
 */
import { stopTestServerIfUnused } from "./test-server.ts";

export default function setup(): () => Promise<void> {
  return stopTestServerIfUnused;
}
