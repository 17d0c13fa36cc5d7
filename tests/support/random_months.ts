/** For properties of volume bonuses: a distributor's month as the oracle reads it, and refunds in random pieces. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { bonusesOf, type MonthLine, monthOf } from "./commission_oracle_months.ts";
import { jobs } from "./database.ts";
import type { Mall, Member } from "./mall.ts";
import type { Shelf } from "./random_goods.ts";
import { rule } from "./rules.ts";

export const piece = fc.record({
  order: fc.nat(),
  line: fc.nat(),
  take: fc.nat(),
  end: fc.constantFrom("arrives", "arrives", "arrives", "given up"),
  settle: fc.boolean(),
});
export type Piece = typeof piece extends fc.Arbitrary<infer R> ? R : never;

/** The form with a rule for everything on each level, as every set in force has one. */
export const withBase = (form: RuleSetForm): RuleSetForm => ({
  ...form,
  rules: [
    ...form.rules,
    rule({ rate_bps: 800, priority: 9 }),
    rule({ level: 2, rate_bps: 300, priority: 9 }),
  ],
});

/** A line of any paid order with what is left of it and of its commission. */
export interface BoughtLine extends MonthLine {
  level1_id: string;
  member_id: string;
  left: number;
  cap_fen: bigint;
  order_left_fen: bigint;
  bonus_left_fen: bigint;
}

/** All lines of paid orders with a first level, as they stand. */
export async function boughtLines(
  mall: Mall,
  shelf: Shelf,
  sets: Map<string, RuleSetForm>,
): Promise<BoughtLine[]> {
  const rows = await mall.db.sql`
    select o.id as order_id, o.member_id, o.level1_id, o.rule_set_id, o.placed_at, l.line_no,
           l.sku_id, l.goods_fen, l.goods_fen - l.refunded_goods_fen as kept_fen,
           l.quantity - l.refunded_quantity as left,
           coalesce(jsonb_path_query_first(l.terms, '$[*] ? (@.level == 1).commission_fen'),
             '0')::bigint as level1_fen,
           coalesce(jsonb_path_query_first(l.terms, '$[*] ? (@.level == 2).commission_fen'),
             '0')::bigint as level2_fen, c.order_left_fen, c.bonus_left_fen
      from trade.orders o join trade.order_lines l on l.order_id = o.id
     cross join lateral (
       select coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.kind = 'order'), 0)
                as order_left_fen,
              coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.kind <> 'order'), 0)
                as bonus_left_fen
         from ledger.commissions c where c.order_id = o.id and c.line_no = l.line_no) c
     where o.shop_id = ${mall.shop_id} and o.paid_at is not null and o.level1_id is not null`;
  return rows.map((row) => {
    const set = sets.get(row.rule_set_id)!;
    const fen = (name: string) => BigInt(row[name]);
    return {
      set,
      placed_at: row.placed_at.getTime(),
      order_id: row.order_id,
      line_no: row.line_no,
      distributable: shelf.of(row.sku_id).distributable,
      base_fen: fen("goods_fen"),
      kept_fen: fen("kept_fen"),
      level1_fen: fen("level1_fen"),
      level2_fen: fen("level2_fen"),
      level1_id: row.level1_id,
      member_id: row.member_id,
      left: row.left,
      cap_fen: fen("kept_fen") * BigInt(set.cap_bps) / 10_000n,
      order_left_fen: fen("order_left_fen"),
      bonus_left_fen: fen("bonus_left_fen"),
    };
  });
}

/** Whether every line's bonus is the oracle's, and no line pays more than its cap. Answers the sum of the bonuses. */
export function judgeBonuses(lines: BoughtLine[]): bigint {
  let sum = 0n;
  const months = Map.groupBy(lines, (line) => `${line.level1_id} ${monthOf(line.placed_at)}`);
  for (const month of months.values()) {
    const bonuses = bonusesOf(month);
    for (const line of month) {
      const bonus = bonuses.get(`${line.order_id} ${line.line_no}`)!;
      assert.equal(line.bonus_left_fen, bonus);
      assert.ok(line.order_left_fen + bonus <= line.cap_fen || bonus === 0n);
      sum += bonus;
    }
  }
  return sum;
}

/** Pays the volume bonuses of all months that are over. */
export async function closeMonths(mall: Mall): Promise<void> {
  let more = true;
  while (more) {
    more = (await mall.db.call<{ more: boolean }>(jobs, "pay_volume_bonuses")).more;
  }
}

/** Refunds a drawn piece of what is left (take -1: the whole line); it arrives, or WeChat closes it and staff give it up. */
export async function refundPiece(
  mall: Mall,
  buyers: Member[],
  lines: BoughtLine[],
  piece: Piece,
): Promise<void> {
  const open = lines.filter(({ left }) => left > 0);
  const { order_id, member_id, line_no, left, kept_fen } = open[piece.order % open.length]!;
  const buyer = buyers.find((one) => one.member_id === member_id)!;
  const quantity = piece.take < 0 ? left : 1 + piece.take % left;
  const asked = await mall.askRefund(buyer, order_id, [{ line_no, quantity }]);
  const { payable_fen } = await mall.approveRefund(asked);
  assert.ok(payable_fen >= 0 && kept_fen >= 0n);
  if (piece.end === "given up" && payable_fen > 0) {
    await mall.refundArrives(asked, "CLOSED");
    const [row] = await mall.work("refund_closed");
    await mall.decideWork(row!, "dismiss");
  } else await mall.refundArrives(asked);
}
