import type { AfterSale, SendReturn } from "@/contracts/after_sales.ts";
import { cleanWaybill } from "@/contracts/waybills.ts";
import { Intention } from "../../../../services/idempotency";
import { words } from "../../../../services/errors";
import { post } from "../../../../services/request";

const sending = new Intention();

/** Where goods are waited for: the buyer says with which parcel they come. Triggers `sent` with the request as it is then. */
Component({
  properties: {
    request: { type: String, value: "" },
    due: { type: String, value: "" },
    carrier: { type: String, value: "" },
    number: { type: String, value: "" },
  },

  data: {
    busy: false,
    /** The page sets the properties again whenever it reads the request; what is typed stays beside them. */
    typed_carrier: "",
    typed_number: "",
  },

  lifetimes: {
    attached() {
      this.setData({ typed_carrier: this.data.carrier, typed_number: this.data.number });
    },
  },

  methods: {
    onCarrier(event: WechatMiniprogram.Input) {
      this.setData({ typed_carrier: event.detail.value });
    },

    onNumber(event: WechatMiniprogram.Input) {
      this.setData({ typed_number: event.detail.value });
    },

    async send() {
      if (this.data.busy) return;
      const body: SendReturn = {
        carrier: this.data.typed_carrier.trim(),
        tracking_no: cleanWaybill(this.data.typed_number),
      };
      if (!body.carrier || !body.tracking_no) {
        void wx.showToast({ title: "请填写快递公司和单号", icon: "none" });
        return;
      }
      this.setData({ busy: true });
      try {
        const path = `/after-sales/${this.data.request}/return`;
        const idempotencyKey = sending.keyFor({ path, body });
        const request = await post<AfterSale>(path, body, { idempotencyKey });
        sending.finish();
        this.triggerEvent("sent", request);
        void wx.showToast({ title: "已提交", icon: "success" });
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ busy: false });
      }
    },
  },
});
