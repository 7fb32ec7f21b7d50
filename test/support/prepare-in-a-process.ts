/** A process for the tests of prepare-database: prepares the database named second on the server of the first, and may be killed. */
import { prepareDatabase } from "../../prisma/prepare-database.ts";

const [superuserUrl, databaseName] = process.argv.slice(2);
await prepareDatabase({ superuserUrl: superuserUrl!, databaseName: databaseName! });
