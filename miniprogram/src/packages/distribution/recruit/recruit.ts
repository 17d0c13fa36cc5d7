import type { Distributor } from "@/contracts/distributors.ts";
import type { AcceptTerms, ApplyDistributor, Recruitment } from "@/contracts/recruitment.ts";
import { question_bounds } from "@/contracts/recruitment_bounds.ts";
import type { Shop } from "@/contracts/catalog.ts";
import type { ShownBlock, ShownPage } from "@/contracts/pages.ts";
import type { ShopText, TextPart } from "@/contracts/texts.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { Intention } from "../../../services/idempotency";
import { ApiError, words } from "../../../services/errors";
import { askToTell, learnOffers } from "../../../services/messages";
import { checkPage } from "../../../services/replies";
import { get, post } from "../../../services/request";
import { noteOpening } from "../../../services/openings";
import { ensureSignedIn } from "../../../services/session";
import { tokenOf } from "../../../services/share";
import { now } from "../../../utils/clock";
import { moment } from "../../../utils/time";
import { forgetInvitation, type Invitation, keptInvitation, openInvitation } from "../invitation";
import { questionOf } from "../../../utils/questions";
import {
  answersOf,
  checked,
  conditionWords,
  type Field,
  fieldsOf,
  picked,
  refusedFields,
  typed,
  type Wrong,
} from "./questions";

/** Beside the page: WeChat copies a page's own fields, and a copy is no Intention. */
const applying = new Intention();
const renewing = new Intention();

/** Refusals after which the page is read again: it shows something that has changed. */
const changed_codes = ["DISTRIBUTOR_EXISTS", "QUESTIONS_CHANGED", "NOT_ELIGIBLE", "APPLY_LATER"];

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
    shop: null as Shop | null,
    /** What the shop tells of promoting; empty: what every shop may. */
    blocks: [] as ShownBlock[],
    recruitment: null as Recruitment | null,
    terms_version: "",
    terms: [] as TextPart[],
    terms_open: false,
    /** The terms have changed since this distributor agreed. */
    terms_due: false,
    agreed: false,
    note: "",
    bounds: question_bounds,
    version: 0,
    fields: [] as Field[],
    conditions: [] as { title: string; far: string; is_met: boolean }[],
    /** What stands in the way of applying, in words; empty: nothing. */
    closed: "",
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
      await Promise.all([this.readPage(), this.readInvitation().then(() => this.read())]);
      learnOffers();
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
    const { invitation } = this.data;
    const seen = await get<Recruitment>(
      "/distributor/recruitment",
      invitation ? { invite: invitation.token } : {},
    );
    const { terms_version } = seen;
    const isOther = terms_version !== this.data.terms_version;
    const text = isOther && await get<ShopText>(`/texts/distributor_terms/${terms_version}`);
    if (!isNews()) return;
    // the member agreed to the earlier terms
    if (text) this.setData({ terms_version, terms: text.parts, agreed: false });
    this.ask(seen);
    this.show(seen.distributor);
  },

  ask(seen: Recruitment) {
    const { terms_due, questions, conditions, apply_from } = seen;
    const isEarly = apply_from !== null && Date.parse(apply_from) > now();
    this.setData({
      recruitment: seen,
      terms_due,
      version: questions.version,
      fields: fieldsOf(questions, this.data.fields),
      conditions: conditions.map((one) => ({ ...conditionWords(one), is_met: one.is_met })),
      closed: isEarly
        ? `${moment(apply_from)} 之后可以再次申请`
        : conditions.some(({ is_met }) => !is_met)
        ? "还没有达到申请条件"
        : "",
    });
  },

  show(distributor: Distributor | null) {
    this.setData({ distributor, applied: distributor ? moment(distributor.applied_at) : "" });
  },

  /** Who cannot read the shop's own words may still apply. */
  async readPage() {
    const page = await get<ShownPage>("/recruit-page").then(checkPage).catch(() => null);
    if (page) this.setData({ shop: page.shop, blocks: page.blocks });
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

  onAnswer(event: WechatMiniprogram.Input) {
    const { id } = event.currentTarget.dataset as { id: string };
    this.setData({ fields: typed(this.data.fields, id, event.detail.value) });
  },

  onPick(event: WechatMiniprogram.TouchEvent) {
    const { id, at } = event.currentTarget.dataset as { id: string; at: number };
    this.setData({ fields: picked(this.data.fields, id, at) });
  },

  /** Whether every question that needs it has an answer; the first that has none comes into sight. */
  isAnswered() {
    const fields = checked(this.data.fields);
    this.setData({ fields });
    return !this.showProblem(fields);
  },

  showProblem(fields: Field[]) {
    const wrong = fields.find(({ problem }) => problem);
    if (wrong) void wx.pageScrollTo({ selector: `#q-${wrong.id}`, offsetTop: -24 });
    return wrong !== undefined;
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
    if (this.data.terms_due) void this.renew();
  },

  /** A distributor agrees to the terms as they are now. */
  async renew() {
    const body: AcceptTerms = { terms_version: this.data.terms_version };
    try {
      await post("/distributor/terms", body, { idempotencyKey: renewing.keyFor(body) });
      renewing.finish();
      this.setData({ terms_due: false });
      void wx.showToast({ title: "已记录", icon: "success" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      await this.read().catch(() => {});
    }
  },

  async apply() {
    if (this.data.busy || this.data.closed || !this.isAnswered()) return;
    if (!this.data.agreed) {
      this.openTerms();
      return;
    }
    this.setData({ busy: true });
    try {
      await askToTell("applying");
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
    const { terms_version, note, invitation, version, fields } = this.data;
    return {
      terms_version,
      ...(invitation ? { invite: invitation.token } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(fields.length > 0 ? { answers: answersOf(version, fields) } : {}),
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
    } else if (code === "INVALID_REQUEST" && error instanceof ApiError) {
      const fields = refusedFields(this.data.fields, error.details.fields as Wrong[] | undefined);
      this.setData({ fields });
      this.showProblem(fields);
    } else if (changed_codes.includes(code)) {
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
