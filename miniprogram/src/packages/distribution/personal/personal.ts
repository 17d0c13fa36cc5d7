import type { PersonalLink, TakePersonalLink } from "@/contracts/personal_links.ts";
import type { ShopText, TextPart } from "@/contracts/texts.ts";
import { faced } from "../../../behaviors/faced";
import { ApiError, words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { tokenOf } from "../../../services/share";
import { no_link, type Standing, standingOf } from "./standing";

/**
 * The link of a person whom the shop knew before WeChat did. Entry: `?s=<token>`, or `scene=<token>` where its mini
 * program code was scanned. Nothing happens before one has tapped: a link that was only looked at stays open.
 */
Page({
  behaviors: [faced],

  token: "",

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    link: null as PersonalLink | null,
    standing: null as Standing | null,
    terms: [] as TextPart[],
    terms_open: false,
    agreed: false,
    busy: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.token = tokenOf(query) ?? "";
    void this.load();
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      const link = await get<PersonalLink>(`/personal-links/${this.token || "unknown"}`);
      const text = link.terms_version && link.state === "open"
        ? await get<ShopText>(`/texts/distributor_terms/${link.terms_version}`)
        : null;
      this.show(link);
      this.setData({ state: "ready", terms: text ? text.parts : [], agreed: false });
    } catch (error) {
      if (error instanceof ApiError && error.code === "PERSONAL_LINK_NOT_FOUND") {
        this.show(no_link);
        this.setData({ state: "ready" });
      } else this.setData({ state: "error", error: words(error) });
    }
  },

  show(link: PersonalLink) {
    this.setData({ link, standing: standingOf(link) });
  },

  retry() {
    void this.load();
  },

  agree() {
    this.setData({ agreed: !this.data.agreed });
  },

  openTerms() {
    this.setData({ terms_open: true });
  },

  closeTerms() {
    this.setData({ terms_open: false });
  },

  acceptTerms() {
    this.setData({ terms_open: false, agreed: true });
  },

  act() {
    const { standing } = this.data;
    if (standing?.action === "take") void this.take();
    else if (standing?.action === "center") {
      void wx.redirectTo({ url: "/packages/distribution/center/center" });
    } else void wx.switchTab({ url: "/pages/home/home" });
  },

  async take() {
    const { link, agreed, busy } = this.data;
    if (!link || busy) return;
    if (link.terms_version && !agreed) {
      this.openTerms();
      return;
    }
    this.setData({ busy: true });
    try {
      const body: TakePersonalLink = { terms_version: link.terms_version };
      this.show(await post<PersonalLink>(`/personal-links/${link.token}/taking`, body));
    } catch (error) {
      await this.refused(error);
    } finally {
      this.setData({ busy: false });
    }
  },

  async refused(error: unknown) {
    const code = error instanceof ApiError ? error.code : "";
    const why = error instanceof ApiError ? String(error.details.words || "") : "";
    void wx.showToast({ title: why || words(error), icon: "none", duration: 3000 });
    if (["TERMS_CHANGED", "PERSONAL_LINK_USED", "PERSONAL_LINK_OVER"].includes(code)) {
      await this.load();
    }
  },
});
