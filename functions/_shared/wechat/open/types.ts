import type { Bytes } from "../bytes.ts";

/** The user who signed in. WeChat's session_key is never read and never leaves this client. */
export interface CodeSession {
  openid: string;
  unionid?: string;
}

/** A user's phone: the country's calling code, 86 for China, and the number without it. */
export interface PhoneNumber {
  country: string;
  number: string;
}

/** What a mini program code opens. */
export interface WxaCodeRequest {
  /** 1 to 32 of ``0-9A-Za-z!#$&'()*+,/:;=?@-._~``. */
  scene: string;
  /** Without leading `/` and without query. */
  page: string;
  /** False allows a page that is not released. */
  check_path?: boolean;
  env_version?: "release" | "trial" | "develop";
  /** 280 to 1280 pixels. */
  width?: number;
}

/** What a short link opens: a page with its query, and what stands in the link itself. */
export interface ShortLinkRequest {
  /** Without leading `/`; up to 1024 characters. */
  page_url: string;
  /** Up to 20 characters. */
  page_title: string;
}

/** A subscribe message: each keyword of the template with its text, and the page that opens, with its query. */
export interface SubscribeMessage {
  touser: string;
  template_id: string;
  page?: string;
  data: Record<string, { value: string }>;
}

/** A mini program code as a picture. */
export interface Picture {
  bytes: Bytes;
  content_type: string;
}

/** One parcel. `express_company` is an id of getDeliveryList; SF also needs a contact with a masked phone. */
export interface Parcel {
  item_desc: string;
  tracking_no?: string;
  express_company?: string;
  contact?: { consignor_contact?: string; receiver_contact?: string };
}

/** Body of upload_shipping_info. `upload_time` (see wechatTime) must be later with each call for the same order. */
export interface ShippingInfo {
  order_key:
    | { order_number_type: 1; mchid: string; out_trade_no: string }
    | { order_number_type: 2; transaction_id: string };
  /** 1 express, 2 local delivery, 3 virtual, 4 pickup. */
  logistics_type: 1 | 2 | 3 | 4;
  /** 1 one waybill, 2 several (express only). */
  delivery_mode: 1 | 2;
  /** Needed with delivery_mode 2; true with the last parcel, then the buyer is told. */
  is_all_delivered?: boolean;
  shipping_list: Parcel[];
  upload_time: string;
  payer: { openid: string };
}

/** A parcel of a payment as WeChat knows it. */
export type KnownParcel = Pick<Parcel, "tracking_no" | "express_company">;

/** A carrier that WeChat knows. */
export interface DeliveryCompany {
  delivery_id: string;
  delivery_name: string;
}
