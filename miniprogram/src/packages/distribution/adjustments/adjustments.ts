import type { Adjustment, AdjustmentPage } from "@/contracts/withdrawals.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";
import { typedYuan } from "../../../utils/yuan";

type Row = Adjustment & { amount: string; when: string };

/** What the shop added to my balance or took from it by hand, and why. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<AdjustmentPage>("/distributor/adjustments", { after });
      return { items: items.map(row), next };
    }),
    following(["balance.adjusted"]),
  ],
});

function row(one: Adjustment): Row {
  const sign = one.amount_fen > 0 ? "+" : "-";
  return {
    ...one,
    amount: `${sign}¥${typedYuan(Math.abs(one.amount_fen))}`,
    when: moment(one.decided_at || one.asked_at),
  };
}
