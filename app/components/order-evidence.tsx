/** What the rules saw of an order, in words: the facts stored with the decision, nothing looked up afterwards; and its trail. */
import { Box, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { ordersWords } from "~/words/admin/lists";
import { day, type HowWritten } from "~/words/admin/numbers";
import { useHowWritten } from "./how-written";
import { OrderSettle } from "./order-settle";
import type { OrderShown } from "./order-shown";
import { OrderTrail } from "./order-trail";

const words = ordersWords.facts;

export function OrderEvidence({ row }: { row: OrderShown }) {
  const written = useHowWritten();
  const lines = linesFor(row, written);
  return (
    <details className="regulars-behind">
      <summary>
        {ordersWords.evidence}
        <span className="regulars-unseen">{` (${row.name})`}</span>
      </summary>
      <dl className="regulars-facts">
        <dt>{words.buyer}</dt>
        <dd>{row.buyerName ?? ordersWords.unknownBuyer}</dd>
        {lines.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {row.alike.length > 0 && (
        <Box paddingBlockStart="200">
          <Text as="p">{words.alike}</Text>
          <ul className="regulars-trail">
            {row.alike.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Box>
      )}
      {row.note && <Text as="p">{ordersWords.settle.yourReason(row.note)}</Text>}
      <OrderTrail row={row} />
      <OrderSettle row={row} />
    </details>
  );
}

function linesFor({ facts, ordered, minimum }: OrderShown, written: HowWritten): [string, string][] {
  const { order, codes, click, earlier } = facts;
  const others = order.codes - codes.length;
  const named = codes.map(({ code, kind }) => words.code(code, kind)).concat(others > 0 ? words.otherCodes(others) : []);
  const special = [
    order.test && words.test,
    order.cancelled && words.cancelled,
    order.ownReward && words.ownReward,
    order.renewal && words.renewal,
    !order.paid && words.unpaid,
  ].filter((one) => one !== false);
  const claim = codes[0] ?? click;
  const program = claim?.program;
  const lines: [string, string][] = [
    [words.placed, day(order.placedAt, written)],
    [words.codes, named.join(", ") || ordersWords.nothing],
    [words.click, click ? words.clickedOn(day(click.clickedAt, written)) : order.clickId ? words.clickUnknown : ordersWords.nothing],
    [
      words.earlier,
      [String(earlier.counted), order.buyerOrderIndex === null ? "" : words.shopifySays(order.buyerOrderIndex)].filter(Boolean).join("; "),
    ],
  ];
  if (order.channel) lines.splice(1, 0, [words.channel, words.channels[order.channel]]);
  if (minimum) lines.push([words.ordered, words.orderedOf(ordered, minimum)]);
  if (claim?.program.friendLimit) lines.push([words.friendOrders, words.ofLimit(claim.friendOrders ?? 0, claim.program.friendLimit)]);
  if (special.length) lines.push([words.special, special.join(", ")]);
  if (program) lines.push([words.rule, words.version(program.version, program.newFriendsOnly, program.clickWindowDays)]);
  return lines;
}
