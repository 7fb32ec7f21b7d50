/**
 * A table's columns by the names its model has, for raw SQL that reads whole rows: what every page of a store reads is worth saying
 * in SQL, because Prisma compiles each question of a model anew.
 */
import { Prisma } from "@prisma/client";

/** `a.shop_id AS "shopId", …`. @param fields a model's own list of them @param of the table's alias in the statement */
export const columnsOf = (fields: Record<string, string>, of: string): Prisma.Sql =>
  Prisma.raw(
    Object.values(fields)
      .map((field) => `${of}.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${field}"`)
      .join(", "),
  );
