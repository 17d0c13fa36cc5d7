import type { Address, Addresses, Contact, SaveAddress } from "@/contracts/members.ts";
import { cleanName, cleanPhone } from "@/contracts/people.ts";
import { regionsBelow } from "@/contracts/regions.ts";
import { faced } from "../../../behaviors/faced";
import { Intention } from "../../../services/idempotency";
import { ApiError, words } from "../../../services/errors";
import { del, get, put } from "../../../services/request";
import { givePhone, ownPhone, type PhoneEvent } from "../../../services/own_phone";
import { currentMember, ensureSignedIn } from "../../../services/session";
import { takeApart } from "./pasted";
import { chooseInWechat } from "./wechat_address";

const saving = new Intention();

type Region = Pick<Contact, "province" | "city" | "district">;

/**
 * One address, new or (`?id=…`) changed. `?first=1` proposes it as the default one. Tells the opener `picked`
 * with the saved address before going back.
 */
Page({
  behaviors: [faced],

  address_id: "",
  /** Kept as it came: the form does not ask for it, and saving must not lose it. */
  postal_code: undefined as string | undefined,

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    is_new: true,
    name: "",
    phone: "",
    province: "",
    city: "",
    district: "",
    detail: "",
    is_default: false,
    /** The member's own phone, masked, where the shop has it. */
    own_phone: "",
    /** The phone is being asked for. */
    asking: false,
    choosing_region: false,
    /** A whole address, to be taken apart. */
    pasted: "",
    /** What is wrong with which field, said below it. */
    wrong: {} as Partial<Record<"name" | "phone" | "region" | "detail", string>>,
    busy: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.address_id = query.id || "";
    this.setData({ own_phone: currentMember()?.phone || "" });
    if (!this.address_id) {
      this.setData({ state: "ready", is_default: query.first === "1" });
      return;
    }
    void wx.setNavigationBarTitle({ title: "编辑地址" });
    void this.load();
  },

  async load() {
    this.setData({ state: "loading", is_new: false });
    try {
      await ensureSignedIn();
      const { items } = await get<Addresses>("/addresses");
      const address = items.find((item) => item.id === this.address_id);
      if (!address) throw new ApiError("ADDRESS_NOT_FOUND", "没有找到这个地址");
      const { name, phone, province, city, district, detail, postal_code } = address.contact;
      this.postal_code = postal_code;
      const { is_default } = address;
      this.setData({ state: "ready", name, phone, province, city, district, detail, is_default });
    } catch (error) {
      this.setData({ state: "error", error: words(error) });
    }
  },

  // Filling in without typing ---------------------------------------------------------------------

  onPasted(event: WechatMiniprogram.Input) {
    this.setData({ pasted: event.detail.value });
  },

  /** What could not be read stays as it is, and says that it is missing. */
  takeApart() {
    const read = takeApart(this.data.pasted);
    const { province, city, district, ...words } = read;
    const region = province && !saysLess(read, this.data) ? { province, city, district } : {};
    const known = Object.entries(words).filter(([_, word]) => word !== "");
    if (!province && known.length < 2) {
      void wx.showToast({ title: "没有认出地址，请检查或直接填写", icon: "none" });
      return;
    }
    if (province) this.postal_code = undefined; // that of another place
    this.setData({ ...Object.fromEntries(known), ...region, pasted: "" });
    this.check();
  },

  async fromWechat() {
    try {
      const chosen = await chooseInWechat();
      if (!chosen) return;
      const { postal_code, ...fields } = chosen;
      this.postal_code = postal_code;
      this.setData({ ...fields, wrong: {} });
      this.check();
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },

  /** WeChat's button; the shop keeps the phone, for the next form. */
  async onWechatPhone(event: PhoneEvent) {
    await this.putPhone(() => givePhone(event));
  },

  async fillPhone() {
    await this.putPhone(ownPhone);
  },

  /** Puts a phone into its field, unless another was typed meanwhile. */
  async putPhone(ask: () => Promise<string | null>) {
    if (this.data.asking) return;
    this.setData({ asking: true });
    try {
      const phone = await ask();
      if (phone && !this.data.phone) this.setData({ phone, "wrong.phone": "" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    } finally {
      this.setData({ asking: false, own_phone: currentMember()?.phone || "" });
    }
  },

  // Typing ----------------------------------------------------------------------------------------

  onName(event: WechatMiniprogram.Input) {
    this.setData({ name: event.detail.value, "wrong.name": "" });
  },
  onPhone(event: WechatMiniprogram.Input) {
    this.setData({ phone: event.detail.value, "wrong.phone": "" });
  },
  onDetail(event: WechatMiniprogram.Input) {
    this.setData({ detail: event.detail.value, "wrong.detail": "" });
  },
  onDefault(event: WechatMiniprogram.SwitchChange) {
    this.setData({ is_default: event.detail.value });
  },
  openRegion() {
    this.setData({ choosing_region: true });
  },
  closeRegion() {
    this.setData({ choosing_region: false });
  },
  onRegion(event: WechatMiniprogram.CustomEvent<Region>) {
    const { province, city, district } = event.detail;
    this.setData({ province, city, district, "wrong.region": "" });
  },

  check(): boolean {
    const { name, phone, province, detail } = this.data;
    const region = isWhole(this.data) ? "" : province ? "请选择到区县" : "请选择所在地区";
    const wrong = {
      name: cleanName(name) ? "" : "请填写收货人",
      phone: cleanPhone(phone) ? "" : "请填写手机号，座机带区号，境外以 + 开头",
      region,
      detail: cleanName(detail) ? "" : "请填写街道、门牌号",
    };
    this.setData({ wrong });
    return Object.values(wrong).every((words) => words === "");
  },

  async save() {
    if (this.data.busy || !this.check()) return;
    const { name, phone, province, city, district, detail, is_default } = this.data;
    const body: SaveAddress = {
      ...(this.address_id ? { id: this.address_id } : {}),
      contact: {
        name: cleanName(name),
        phone: cleanPhone(phone) || "",
        province,
        city,
        district,
        detail: cleanName(detail),
        ...(this.postal_code ? { postal_code: this.postal_code } : {}),
      },
      is_default,
    };
    this.setData({ busy: true });
    try {
      const idempotencyKey = saving.keyFor(body);
      const saved = await put<Address>("/addresses", body, { idempotencyKey });
      saving.finish();
      this.getOpenerEventChannel().emit?.("picked", saved);
      await wx.navigateBack();
    } catch (error) {
      this.setData({ busy: false });
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },

  async remove() {
    const { confirm } = await wx.showModal({
      title: "删除这个地址",
      content: "已经下的订单不受影响",
      confirmText: "删除",
    });
    if (!confirm) return;
    try {
      await del(`/addresses/${this.address_id}`);
      await wx.navigateBack();
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },
});

/** Down to the district, where the city has any. */
function isWhole({ province, city, district }: Region): boolean {
  return !!province && !!city && (!!district || regionsBelow(province, city).length === 0);
}

/** Whether a region names nothing that the other one does not name too, and leaves something of it out. */
function saysLess(region: Region, other: Region): boolean {
  const { province, city, district } = region;
  if (province !== other.province || district) return false;
  return city ? city === other.city && !!other.district : !!other.city;
}
