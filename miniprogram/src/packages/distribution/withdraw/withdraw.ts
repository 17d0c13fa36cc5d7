import type { DistributorCenter } from "@/contracts/distributors.ts";
import type { RequestWithdrawal, Withdrawal } from "@/contracts/withdrawals.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { Intention } from "../../../services/idempotency";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { mostFen, planWithdrawal } from "../withdraw_plan";
import { typedYuan } from "../../../utils/yuan";
import { questionOf } from "../../../utils/questions";

/** Beside the page: WeChat copies a page's own fields, and a copy is no Intention. */
const asking = new Intention();

/** Ask for money out of the balance. What arrives is shown before it is confirmed. */
Page({
  behaviors: [faced, following(["withdrawal.changed", "commission.settled"])],

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    center: null as DistributorCenter | null,
    most_fen: 0,
    typed: "",
    amount_fen: 0,
    fee_fen: 0,
    net_fen: 0,
    problem: "",
    busy: false,
  },

  onLoad() {
    void this.load();
  },

  /** Keeps what is shown when it cannot be read again. */
  async reread() {
    await this.read().catch(() => {});
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      await this.read();
      this.setData({ state: "ready" });
    } catch (error) {
      if (this.data.state === "loading") this.setData({ state: "error", error: words(error) });
    }
  },

  async read() {
    const isNews = questionOf(this);
    const center = await get<DistributorCenter>("/distributor");
    if (!isNews()) return;
    this.setData({ center, most_fen: mostFen(center) });
    this.plan(this.data.typed);
  },

  onType(event: WechatMiniprogram.Input) {
    this.plan(event.detail.value);
  },

  takeAll() {
    const { most_fen } = this.data;
    if (most_fen > 0) this.plan(typedYuan(most_fen));
  },

  plan(typed: string) {
    const { center } = this.data;
    if (center) this.setData({ typed, ...planWithdrawal(typed, center) });
  },

  /** Busy from the first tap on: the dialog and the request are one intention, whatever is tapped meanwhile. */
  async submit() {
    const { amount_fen, fee_fen, net_fen, problem, busy } = this.data;
    if (busy || problem || amount_fen === 0) return;
    this.setData({ busy: true });
    try {
      if (!await confirmed(amount_fen, fee_fen, net_fen)) return;
      await this.ask({ amount_fen });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none", duration: 3000 });
      await this.read().catch(() => {});
      return;
    } finally {
      this.setData({ busy: false });
    }
    await this.leave();
  },

  /** It is asked for, whether or not the next page opens: staying here says so and forbids another. */
  async leave() {
    try {
      await wx.redirectTo({ url: "/packages/distribution/withdrawals/withdrawals?asked=1" });
    } catch {
      void wx.showToast({ title: "已提交", icon: "success" });
      this.plan("");
      await this.read().catch(() => {});
    }
  },

  async ask(body: RequestWithdrawal) {
    const idempotencyKey = asking.keyFor(body);
    await post<Withdrawal>("/withdrawals", body, { idempotencyKey });
    asking.finish();
  },

  openRecords() {
    void wx.navigateTo({ url: "/packages/distribution/withdrawals/withdrawals" });
  },
});

async function confirmed(amount_fen: number, fee_fen: number, net_fen: number): Promise<boolean> {
  const fee = fee_fen > 0 ? `，手续费 ¥${typedYuan(fee_fen)}` : "，无手续费";
  const { confirm } = await wx.showModal({
    title: `提现 ¥${typedYuan(amount_fen)}`,
    content: `到账 ¥${typedYuan(net_fen)}${fee}，转入你的微信零钱`,
    confirmText: "确认提现",
  });
  return confirm;
}
