import type { BillPlan } from "../bill_plan.ts";
import { ownNumber } from "../state.ts";
import type { World } from "../world.ts";
import { type BillKind, type BillLine, dayOf, linesUpTo, told_by } from "./bill_lines.ts";

const plannable: readonly BillLine["kind"][] = ["payment", "refund", "transfer"];

/** What one bill tells of a day: what happened, with what a control has planted. */
export function linesOf(world: World, mchid: string, kind: BillKind, date: string): BillLine[] {
  const { from, to } = dayOf(date);
  const happened = linesUpTo(world, mchid, to).filter(({ at }) => at >= from);
  const plan = world.state.bill_plans.get(ownNumber(mchid, date));
  const told = plan === undefined ? happened : planted(happened, plan, from);
  return told.filter((line) => told_by[kind].includes(line.kind));
}

function planted(lines: BillLine[], { drop, alter, add }: BillPlan, from: number): BillLine[] {
  const kept = lines
    .filter(({ number }) => !drop.includes(number))
    .map((line) => {
      const change = alter.find(({ number }) => number === line.number);
      if (change === undefined || !plannable.includes(line.kind)) return line;
      const { amount_fen = line.amount_fen, state = line.state } = change;
      return { ...line, amount_fen, state };
    });
  const added = add.map(({ kind, number, amount_fen }): BillLine => ({
    ...{ kind, number, amount_fen, payment: null },
    at: from + 12 * 3_600_000,
    wechat_number: `4999${number.replaceAll(/\D/g, "").padEnd(24, "0").slice(0, 24)}`,
    state: "SUCCESS",
  }));
  return [...kept, ...added];
}
