import type { DistributorCenter } from "@/contracts/distributors.ts";
import type { RequestWithdrawal, Withdrawal, WithdrawalQuote } from "@/contracts/withdrawals.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { Intention } from "../../../services/idempotency";
import { words } from "../../../services/errors";
import { askToTell, learnOffers } from "../../../services/messages";
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
    problem: "",
    /** What the shop says would arrive of the amount; null until it has. */
    quote: null as WithdrawalQuote | null,
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
      learnOffers();
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
    if (!center) return;
    const { amount_fen, problem } = planWithdrawal(typed, center);
    const quote = this.data.quote?.amount_fen === amount_fen ? this.data.quote : null;
    this.setData({ typed, amount_fen, problem, quote });
    if (amount_fen > 0 && problem === "") void this.requote();
  },

  /** The shop works out what is kept: no rule stands twice. */
  async requote() {
    const { amount_fen } = this.data;
    const isNews = questionOf(this.requote);
    try {
      const quote = await get<WithdrawalQuote>("/distributor/withdrawal-quote", { amount_fen });
      if (isNews() && this.data.amount_fen === amount_fen) this.setData({ quote });
    } catch (error) {
      if (this.data.amount_fen === amount_fen) this.setData({ problem: words(error) });
    }
  },

  onNamed(event: WechatMiniprogram.CustomEvent<{ real_name: string | null }>) {
    const { quote } = this.data;
    if (quote) this.setData({ quote: { ...quote, real_name: event.detail.real_name } });
  },

  /** Busy from the first tap on: the dialog and the request are one intention, whatever is tapped meanwhile. */
  async submit() {
    const { amount_fen, problem, busy } = this.data;
    if (busy || problem || amount_fen === 0) return;
    this.setData({ busy: true });
    try {
      await askToTell("withdrawing");
      if (!this.data.quote) await this.requote();
      const { quote } = this.data;
      if (!quote || (quote.with_name && !quote.real_name)) return;
      if (!await confirmed(quote)) return;
      await this.ask({ amount_fen: quote.amount_fen, net_fen: quote.net_fen });
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

  openAdjustments() {
    void wx.navigateTo({ url: "/packages/distribution/adjustments/adjustments" });
  },

  openRecords() {
    void wx.navigateTo({ url: "/packages/distribution/withdrawals/withdrawals" });
  },
});

async function confirmed(quote: WithdrawalQuote): Promise<boolean> {
  const { amount_fen, fee_fen, tax_fen, net_fen, with_name, real_name } = quote;
  const fee = fee_fen > 0 ? `，手续费 ¥${typedYuan(fee_fen)}` : "，无手续费";
  const tax = tax_fen > 0 ? `，代扣个税 ¥${typedYuan(tax_fen)}` : "";
  const name = with_name ? `。微信会核对收款人 ${real_name} 的姓名` : "";
  const { confirm } = await wx.showModal({
    title: `提现 ¥${typedYuan(amount_fen)}`,
    content: `到账 ¥${typedYuan(net_fen)}${fee}${tax}，转入你的微信零钱${name}`,
    confirmText: "确认提现",
  });
  return confirm;
}
