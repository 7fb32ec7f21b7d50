import { Prisma } from "@prisma/client";
import { beforeAll, expect, test } from "vitest";
import { columnsOf } from "~/domain/columns";
import { aProgram, aShop, anAmbassador } from "../support/builders.ts";
import { testWorld } from "../support/world.ts";

const t = await testWorld();
beforeAll(async () => {
  await aShop(t.world);
  await anAmbassador(t.world, await aProgram(t.world));
});

test.each([
  ["shop", Prisma.ShopScalarFieldEnum, "shop"],
  ["program", Prisma.ProgramScalarFieldEnum, "program"],
  ["program_version", Prisma.ProgramVersionScalarFieldEnum, "programVersion"],
  ["ambassador", Prisma.AmbassadorScalarFieldEnum, "ambassador"],
  ["membership", Prisma.MembershipScalarFieldEnum, "membership"],
  ["share_code", Prisma.ShareCodeScalarFieldEnum, "shareCode"],
] as const)("a row of %s reads as its model does", async (table, fields, model) => {
  const { shopId } = t.world;
  const { raw, rows } = await t.world.transaction(async ({ db }) => ({
    raw: await db.$queryRaw`SELECT ${columnsOf(fields, "t")} FROM ${Prisma.raw(table)} t WHERE t.shop_id = ${shopId}`,
    rows: await (db[model] as unknown as { findMany(of: object): Promise<unknown[]> }).findMany({ where: { shopId } }),
  }));
  expect(raw).toEqual(rows);
  expect(rows.length).toBeGreaterThan(0);
});
