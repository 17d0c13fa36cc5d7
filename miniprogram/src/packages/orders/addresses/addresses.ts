import type { Address, Addresses } from "@/contracts/members.ts";
import { faced } from "../../../behaviors/faced";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { open } from "../../../utils/open";

/** The address book. With `?choose=1` a tap hands the address to the opener (event `picked`) and goes back. */
Page({
  behaviors: [faced],

  choosing: false,

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    items: [] as Address[],
    title: "",
  },

  onLoad(query: Record<string, string | undefined>) {
    this.choosing = query.choose === "1";
    if (this.choosing) void wx.setNavigationBarTitle({ title: "选择收货地址" });
  },

  /** Also after the edit page above has changed something. */
  onShow() {
    void this.load();
  },

  async load() {
    try {
      await ensureSignedIn();
      const { items } = await get<Addresses>("/addresses");
      this.setData({ state: "ready", items });
    } catch (error) {
      this.setData({ state: "error", error: words(error) });
    }
  },

  /** The network is back: what could not be read is read now. */
  online() {
    if (this.data.state === "error") this.again();
  },

  again() {
    this.setData({ state: "loading" });
    void this.load();
  },

  take(event: WechatMiniprogram.TouchEvent) {
    const address = this.data.items[Number(event.currentTarget.dataset.index)];
    if (!address) return;
    if (!this.choosing) {
      this.edit(event);
      return;
    }
    this.getOpenerEventChannel().emit?.("picked", address);
    void wx.navigateBack();
  },

  edit(event: WechatMiniprogram.TouchEvent) {
    const address = this.data.items[Number(event.currentTarget.dataset.index)];
    if (!address) return;
    void open(`/packages/orders/address-edit/address-edit?id=${address.id}`);
  },

  add() {
    const first = this.data.items.length === 0 ? "?first=1" : "";
    void open(`/packages/orders/address-edit/address-edit${first}`);
  },
});
