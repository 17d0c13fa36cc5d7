import type { Withdrawal, WithdrawalPackage, WithdrawalPage } from "@/contracts/withdrawals.ts";
import { withdrawalReason } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { ApiError, words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";
import { withdrawalWords } from "../words";

type Row = Withdrawal & ReturnType<typeof withdrawalWords> & {
  why: string;
  requested: string;
  finished: string;
  before: string;
};

/** My withdrawals and what became of them. Entry: `?asked=1` right after one was asked for. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<WithdrawalPage>("/withdrawals", { after });
      return { items: items.map(row), next };
    }),
    following(["withdrawal.changed"]),
  ],

  data: {
    /** The withdrawal that is being cancelled or confirmed. */
    busy: "",
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      if (query.asked) void wx.showToast({ title: "已提交", icon: "success" });
    },

    async cancel(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      await this.once(id, async () => {
        const { confirm } = await wx.showModal({
          title: "取消这笔提现",
          content: "金额会退回可提现",
          confirmText: "取消提现",
          cancelText: "再想想",
        });
        if (!confirm) return;
        await post<Withdrawal>(`/withdrawals/${id}/cancellation`);
        void wx.showToast({ title: "已取消", icon: "success" });
      });
    },

    async confirm(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      await this.once(id, async () => {
        const { params } = await get<WithdrawalPackage>(`/withdrawals/${id}/package`);
        await takeMoney(params);
      });
    },

    /** Runs one task at a time, says what went wrong, and reads the list again. */
    async once(id: string, task: () => Promise<void>) {
      if (this.data.busy) return;
      this.setData({ busy: id });
      try {
        await task();
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none", duration: 3000 });
      } finally {
        this.setData({ busy: "" });
        void this.refresh();
      }
    },
  },
});

/** States that a person wants to know the reason of. */
const explained: Withdrawal["status"][] = ["rejected", "held", "failed"];

function row(withdrawal: Withdrawal): Row {
  const { status, reason, requested_at, finished_at, confirm_before } = withdrawal;
  return {
    ...withdrawal,
    ...withdrawalWords(status),
    why: explained.includes(status) ? withdrawalReason(reason) : "",
    requested: moment(requested_at),
    finished: finished_at ? moment(finished_at) : "",
    before: confirm_before ? moment(confirm_before) : "",
  };
}

/** WeChat's own page, where the money is accepted. Leaving it changes nothing; the list says what happened. */
function takeMoney(params: WithdrawalPackage["params"]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!wx.canIUse("requestMerchantTransfer")) {
      reject(new ApiError("WECHAT_TOO_OLD", "请升级微信后再确认收款"));
      return;
    }
    wx.requestMerchantTransfer({
      ...params,
      success: () => resolve(),
      fail: ({ errMsg }) => {
        if (errMsg.includes("cancel")) resolve();
        else reject(new ApiError("TRANSFER_FAILED", "微信没有完成收款，请稍后再试"));
      },
    });
  });
}
