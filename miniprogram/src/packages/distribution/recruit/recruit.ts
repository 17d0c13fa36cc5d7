import type { Distributor, DistributorCenter } from "@/contracts/distributors.ts";
import type { ApplyDistributor } from "@/contracts/recruitment.ts";
import type { ShopText, TextPart } from "@/contracts/texts.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { Intention } from "../../../services/idempotency";
import { ApiError, words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { noteOpening } from "../../../services/openings";
import { ensureSignedIn } from "../../../services/session";
import { tokenOf } from "../../../services/share";
import { moment } from "../../../utils/time";
import { forgetInvitation, type Invitation, keptInvitation, openInvitation } from "../invitation";
import { questionOf } from "../../../utils/questions";

/** Beside the page: WeChat copies a page's own fields, and a copy is no Intention. */
const applying = new Intention();

/**
 * What promoting is, and the application. Entry: by itself, or from an invitation with `?s=<token>`,
 * or `scene=<token>` where its mini program code was scanned.
 */
Page({
  behaviors: [faced, following(["distributor.changed"])],

  /** Of the invitation that was opened; read again when that failed. */
  token: undefined as string | undefined,

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    distributor: null as Distributor | null,
    applied: "",
    levels: 2,
    terms_version: "",
    terms: [] as TextPart[],
    terms_open: false,
    agreed: false,
    note: "",
    invitation: null as Invitation | null,
    busy: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.token = tokenOf(query);
    noteOpening(query);
    void this.load();
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      await Promise.all([this.read(), this.readInvitation()]);
      this.setData({ state: "ready" });
    } catch (error) {
      if (this.data.state === "loading") this.setData({ state: "error", error: words(error) });
    }
  },

  retry() {
    void this.load();
  },

  async reread() {
    const before = this.data.distributor?.status;
    await this.read().catch(() => {});
    const now = this.data.distributor?.status;
    if (before === "applied" && now === "approved") {
      void wx.showToast({ title: "申请已通过", icon: "success" });
    }
  },

  async read() {
    const isNews = questionOf(this);
    const { distributor, terms_version, levels } = await get<DistributorCenter>("/distributor");
    const isOther = terms_version !== this.data.terms_version;
    const text = isOther && await get<ShopText>(`/texts/distributor_terms/${terms_version}`);
    if (!isNews()) return;
    // the member agreed to the earlier terms
    if (text) this.setData({ terms_version, terms: text.parts, agreed: false });
    this.setData({ levels });
    this.show(distributor);
  },

  show(distributor: Distributor | null) {
    this.setData({ distributor, applied: distributor ? moment(distributor.applied_at) : "" });
  },

  /** An invitation that is not valid any more stops nobody from applying without it. */
  async readInvitation() {
    const { token } = this;
    let invitation = keptInvitation();
    if (token) {
      try {
        invitation = await openInvitation(token) || invitation;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "SHARE_NOT_FOUND") throw error;
      }
    }
    this.setData({ invitation: invitation || null });
  },

  onNote(event: WechatMiniprogram.TextareaInput) {
    this.setData({ note: event.detail.value });
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

  async apply() {
    if (this.data.busy) return;
    if (!this.data.agreed) {
      this.openTerms();
      return;
    }
    this.setData({ busy: true });
    try {
      const body = this.application();
      const idempotencyKey = applying.keyFor(body);
      const isNews = questionOf(this);
      const distributor = await post<Distributor>("/distributor/application", body, {
        idempotencyKey,
      });
      isNews();
      applying.finish();
      forgetInvitation();
      this.show(distributor);
    } catch (error) {
      await this.refused(error);
    } finally {
      this.setData({ busy: false });
    }
  },

  application(): ApplyDistributor {
    const { terms_version, note, invitation } = this.data;
    return {
      terms_version,
      ...(invitation ? { invite: invitation.token } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    };
  },

  async refused(error: unknown) {
    void wx.showToast({ title: words(error), icon: "none", duration: 3000 });
    const code = error instanceof ApiError ? error.code : "";
    if (code === "INVITE_NOT_FOUND") {
      forgetInvitation();
      this.setData({ invitation: null });
    } else if (code === "TERMS_CHANGED") {
      this.setData({ agreed: false });
      await this.read().catch(() => {});
    } else if (code === "DISTRIBUTOR_EXISTS") {
      await this.read().catch(() => {});
    }
  },

  enterCenter() {
    void wx.redirectTo({ url: "/packages/distribution/center/center" });
  },

  goHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },
});
