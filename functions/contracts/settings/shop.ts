import type { TextKind } from "../texts.ts";
import type { Setting, Settings } from "./setting.ts";

export const status_settings = {
  status: {
    label: "现在",
    about: "打烊只停止下单；已有的订单照常付款、发货、售后，佣金照常结算和提现。",
    effect: "at_once",
    writes: "closing",
    kind: "choice",
    choices: [{ value: "open", label: "营业中" }, { value: "closed", label: "已打烊" }],
  },
} as const satisfies Settings;

export const theme_settings = {
  name: {
    label: "店名",
    about: "小程序、海报和后台上的名字。",
    effect: "at_once",
    writes: "rules",
    kind: "text",
    max_length: 40,
  },
  slogan: {
    label: "一句话介绍",
    about: "首页店名下面的一行字。",
    effect: "at_once",
    writes: "rules",
    kind: "text",
    max_length: 40,
    empty: "没有填写",
  },
  logo_url: {
    label: "店标",
    about: "店名旁边的图片，正方形最好看。",
    effect: "at_once",
    writes: "rules",
    kind: "own",
  },
  brand_color: {
    label: "主色",
    about: "小程序和后台的按钮、链接都用它；太浅的会自动加深到看得清。",
    effect: "at_once",
    writes: "rules",
    kind: "own",
  },
  service_phone: {
    label: "客服电话",
    about: "买家在首页和店铺信息页看到的电话。",
    effect: "at_once",
    writes: "rules",
    kind: "text",
    max_length: 20,
    empty: "没有填写",
  },
  service_hours: {
    label: "客服时间",
    about: "什么时候有人接待，写在客服电话旁边，比如“每天 9:00–21:00”。",
    effect: "at_once",
    writes: "rules",
    kind: "text",
    max_length: 40,
    empty: "没有填写",
  },
} as const satisfies Settings;

export const licence_settings = {
  licences: {
    label: "证照",
    about: "买家在“店铺信息”页看到的营业执照和经营许可，可以点开照片看大图。",
    effect: "at_once",
    writes: "rules",
    kind: "own",
  },
} as const satisfies Settings;

export const text_settings = {
  distributor_terms: {
    label: "推广员协议",
    about: "申请推广前要同意的内容；改了就是新的一版，每位推广员同意的那一版一直留着。",
    effect: "applications",
    writes: "rules",
    kind: "own",
  },
  privacy: {
    label: "隐私说明",
    about: "会员在我的页面看到的：保存什么、谁看得到、怎样注销。",
    effect: "at_once",
    writes: "rules",
    kind: "own",
  },
  about: {
    label: "店铺介绍",
    about: "买家在“店铺信息”页看到的：你是谁、卖什么、怎样服务。",
    effect: "at_once",
    writes: "rules",
    kind: "own",
  },
} as const satisfies Record<TextKind, Setting>;
