import { formatFen } from "@/contracts/format.ts";
import type { Leaderboard, LeaderPeriod } from "@/contracts/promoting.ts";
import { leader_period_words } from "@/contracts/words.ts";
import { choosing } from "../../../behaviors/choosing";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { get } from "../../../services/request";

const tabs = Object.entries(leader_period_words).map(([period, name]) => ({ period, name }));
const reread_after_ms = 600;

/** Who kept the most by own sales, under labels, and where I stand. */
Component({
  behaviors: [
    faced,
    choosing(
      "month" as LeaderPeriod,
      (period) => get<Leaderboard>("/distributor/leaderboard", { period }),
      (board) => ({ board, next: nextWords(board) }),
    ),
    following(["commission.pending", "commission.reversed"], reread_after_ms),
  ],

  data: {
    tabs,
    board: null as Leaderboard | null,
    next: "",
  },
});

/** How far it is to who stands next above. */
function nextWords({ me }: Leaderboard): string {
  if (me.to_next_fen === null) return me.rank === null ? "还没有人成交" : "没有人在你前面";
  return me.rank === null
    ? `还差 ${formatFen(me.to_next_fen)} 上榜`
    : `还差 ${formatFen(me.to_next_fen)} 追平前一位`;
}
