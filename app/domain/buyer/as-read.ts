/**
 * What a reading of a customer writes to the row that is there, one by one (saveBuyer) or in thousands (the history): all that Shopify
 * says of them, and that it knows them. An erased buyer stays nobody, and so does one who became another, whatever is read of them later.
 */
const COLUMNS = ["first_name", "last_name", "email", "consent", "country_code", "province", "city"];

/** In this order, for an INSERT. */
export const PERSON_COLUMNS = COLUMNS.join(", ");

/** What comes after the row's key in ON CONFLICT, less which reading is the later one: that is added with AND. */
export const AS_READ = `DO UPDATE SET read_at = excluded.read_at, gone_at = NULL, (${PERSON_COLUMNS}) = ROW (${COLUMNS.map((column) => `excluded.${column}`).join(", ")})
  WHERE buyer.erased_at IS NULL AND buyer.merged_into IS NULL`;
