/** Plans that are remembered by shape are the plans that Prisma would have made. */
import { expect, test } from "vitest";
import { quickly } from "./quick-plans";

/** Passes values on, as Prisma's compiler does, and counts how often it is asked. */
function aCompiler(plan: (query: { where: string[]; limit?: number }) => unknown) {
  const asked: string[] = [];
  const compile = (query: string) => {
    asked.push(query);
    return plan(JSON.parse(query) as { where: string[] });
  };
  return { asked, plan, quick: quickly(compile) };
}

const [MIA, TOM] = ["gid://shopify/Customer/11", "gid://shopify/Customer/12"];
const [SEVEN, NINE] = ["seed-7-calm.myshopify.com", "seed-9-storm.myshopify.com"];
const AT = "2026-11-02T09:00:00.000Z";
const ID = "0b54c9d2-8e4f-4c39-9c0e-6a3b2d1f0e9a";

const withArgs = ({ where }: { where: string[] }) => ({ sql: "SELECT", args: [...where, "0"], deeper: { same: where[0] ?? null } });

test("a query is planned once for all its values, and each asking gets a plan with its own", () => {
  const { asked, quick, plan } = aCompiler(withArgs);
  for (const where of [
    [SEVEN, MIA, ID, AT],
    [NINE, TOM, ID, AT],
    [SEVEN, MIA, ID, AT],
  ])
    expect(quick.call({}, JSON.stringify({ where }))).toEqual(plan({ where }));
  expect(asked).toHaveLength(1);
});

test("another shape is another plan: two values that are the same are not two that differ, and a state is no value", () => {
  const { asked, quick, plan } = aCompiler(withArgs);
  for (const where of [[MIA, TOM], [MIA, MIA], [MIA], ["live", MIA], ["left", MIA]])
    expect(quick.call({}, JSON.stringify({ where }))).toEqual(plan({ where }));
  expect(asked).toHaveLength(5);
});

test("a shape whose values do not come through as they are is planned each time with the values themselves", () => {
  const within = aCompiler(({ where }) => ({ sql: `SELECT '${where[0]}'` }));
  for (const one of [MIA, TOM, MIA]) expect(within.quick.call({}, JSON.stringify({ where: [one] }))).toEqual({ sql: `SELECT '${one}'` });
  const gone = aCompiler(({ where }) => ({ args: [where[0].length] }));
  for (const one of [SEVEN, NINE]) expect(gone.quick.call({}, JSON.stringify({ where: [one] }))).toEqual({ args: [one.length] });
});
