import type { Me } from "@/contracts/members.ts";
import type { ShopText, TextPart } from "@/contracts/texts.ts";
import { cleanName } from "@/contracts/people.ts";
import { faced } from "../../behaviors/faced";
import { following } from "../../behaviors/following";
import { ApiError, words } from "../../services/errors";
import { del, get, put } from "../../services/request";
import { refreshMember } from "../../services/member";
import { currentMember, ensureSignedIn, onSession, signOut } from "../../services/session";
import { showTabBar } from "../../services/tab_bar";
import { characters } from "../../utils/characters";
import { smallPicture } from "../../utils/small_picture";
import { open, shop_page } from "../../utils/open";
import { distributorEntry, order_entries, own_pages } from "./entries";

/** Who I am here: name, orders by state, promoting, addresses, and what is kept about me. */
Page({
  behaviors: [faced, following(["order.changed", "after_sale.changed", "distributor.changed"])],

  stop: null as (() => void) | null,

  data: {
    member: null as Me | null,
    /** The first character of the name, drawn where there is no picture. */
    initial: "",
    signing_in: false,
    orders: order_entries.map((entry) => ({ ...entry, count: 0 })),
    distributor: distributorEntry(null),
    own_pages,
    naming: false,
    nickname: "",
    saving: false,
    privacy: false,
    privacy_parts: [] as TextPart[],
  },

  onLoad() {
    this.stop = onSession((member) => this.show(member));
    this.show(currentMember());
    void this.reread();
  },

  onUnload() {
    this.stop?.();
  },

  onShow() {
    showTabBar();
  },

  online() {
    void this.reread();
  },

  async onPullDownRefresh() {
    await this.reread();
    void wx.stopPullDownRefresh();
  },

  /** Keeps what is shown when it cannot be read again. */
  async reread() {
    if (currentMember()) await this.refresh().catch(() => {});
  },

  show(member: Me | null) {
    this.setData({
      member,
      initial: characters(member?.nickname || "友")[0] || "",
      orders: order_entries.map((entry) => ({
        ...entry,
        count: member ? member.order_counts[entry.status] : 0,
      })),
      distributor: distributorEntry(member),
    });
  },

  /** What is new is shown as the session tells it: who has signed out meanwhile is not shown again. */
  async refresh() {
    await refreshMember();
  },

  async signIn(): Promise<boolean> {
    if (this.data.signing_in) return false;
    this.setData({ signing_in: true });
    try {
      this.show(await ensureSignedIn());
      return true;
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      return false;
    } finally {
      this.setData({ signing_in: false });
    }
  },

  /** Every page behind these entries is one's own, so sign in on the way. */
  async open(event: WechatMiniprogram.TouchEvent) {
    const url = String(event.currentTarget.dataset.url);
    if (this.data.member || await this.signIn()) await open(url);
  },

  /** What the shop says of itself is for everybody. */
  async openShop() {
    await open(shop_page);
  },

  // Picture and name ----------------------------------------------------------------------------------------

  /** WeChat hands over a picture of the member's choice, cut to a square; a small one is kept. */
  async onAvatar({ detail }: { detail: { avatarUrl: string } }) {
    await this.save(async () => put<Me>("/me", { avatar: await smallPicture(detail.avatarUrl) }));
  },

  openName() {
    this.setData({ naming: true, nickname: this.data.member?.nickname || "" });
  },
  closeName() {
    this.setData({ naming: false });
  },
  onName(event: WechatMiniprogram.Input) {
    this.setData({ nickname: event.detail.value });
  },
  async saveName() {
    const nickname = cleanName(this.data.nickname);
    if (!nickname) {
      void wx.showToast({ title: "请填写看得见的昵称", icon: "none" });
      return;
    }
    if (await this.save(() => put<Me>("/me", { nickname }))) this.closeName();
  },

  /** Keeps something of the member's own; says so when it cannot be. */
  async save(keep: () => Promise<Me>): Promise<boolean> {
    if (this.data.saving) return false;
    this.setData({ saving: true });
    try {
      await keep();
      await this.refresh();
      return true;
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      return false;
    } finally {
      this.setData({ saving: false });
    }
  },

  // What is kept about me -----------------------------------------------------------------------

  async openPrivacy() {
    try {
      const { parts } = await get<ShopText>("/texts/privacy");
      this.setData({ privacy: true, privacy_parts: parts });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },
  closePrivacy() {
    this.setData({ privacy: false });
  },
  async forgetMe() {
    const { confirm } = await wx.showModal({
      title: "注销账号",
      content: this.data.member?.distributor
        ? "昵称、地址等个人信息会被清空，推广资格取消，余额不能再提现。不能恢复"
        : "昵称、地址等个人信息会被清空，订单只留匿名记录。不能恢复",
      confirmText: "注销",
      confirmColor: "#C8321F",
    });
    if (!confirm) return;
    try {
      await del("/me");
      this.closePrivacy();
      signOut();
      void wx.showToast({ title: "已注销", icon: "success" });
    } catch (error) {
      const unfinished = error instanceof ApiError && error.code === "CONFLICT";
      const title = unfinished ? "还有没完成的订单或提现，完成后再注销" : words(error);
      void wx.showToast({ title, icon: "none", duration: 3000 });
    }
  },
});
