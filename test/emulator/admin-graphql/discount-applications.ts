/** The discounts an order carries, as they were at checkout: by code, by hand, or automatic. */
import type { DiscountApplication, Order } from "../books.ts";
import { moneyV2 } from "./money.ts";
import { objectType, Typed, type Field } from "./resolver.ts";

type ApplicationSource = { application: DiscountApplication; index: number; order: Order };

const TYPE_NAMES = {
  discount_code: "DiscountCodeApplication",
  manual: "ManualDiscountApplication",
  automatic: "AutomaticDiscountApplication",
} as const;

export const applicationsOf = (order: Order): Typed[] =>
  order.applications.map(
    (application, index) => new Typed(TYPE_NAMES[application.type], { application, index, order } satisfies ApplicationSource),
  );

export function applicationAt(order: Order, index: number): Typed {
  const application = order.applications[index];
  if (!application) throw new Error(`order ${order.name} allocates discount ${index}, which it doesn't have`);
  return new Typed(TYPE_NAMES[application.type], { application, index, order } satisfies ApplicationSource);
}

const everyKind: Record<string, Field<ApplicationSource>> = {
  index: ({ index }) => index,
  allocationMethod: ({ application }) => application.allocationMethod.toUpperCase(),
  targetSelection: ({ application }) => application.targetSelection.toUpperCase(),
  targetType: ({ application }) => application.target.toUpperCase(),
  value: ({ application, order }) =>
    "percentage" in application.value
      ? new Typed("PricingPercentageValue", { percentage: Math.round(application.value.percentage * 1e8) / 1e6 })
      : new Typed("MoneyV2", moneyV2(application.value.amountMinor, order.currency)),
};
const title: Field<ApplicationSource> = ({ application }) => ("title" in application ? application.title : null);

export const applicationTypes = {
  DiscountCodeApplication: objectType<ApplicationSource>({
    ...everyKind,
    code: ({ application }) => ("code" in application ? application.code : null),
  }),
  ManualDiscountApplication: objectType<ApplicationSource>({
    ...everyKind,
    title,
    description: ({ application }) => ("description" in application ? application.description : null),
  }),
  AutomaticDiscountApplication: objectType<ApplicationSource>({ ...everyKind, title }),
};
