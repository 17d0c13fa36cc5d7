import type { CredentialKind } from "../server.ts";
import type { Setting, Settings } from "./setting.ts";

export const account_settings = {
  appid: {
    label: "小程序 AppID",
    about: "小程序后台的开发设置里的编号；有会员登录过就不能再换。",
    effect: "calls",
    writes: "credentials",
    kind: "own",
  },
  mchid: {
    label: "微信支付商户号",
    about: "收款和付款都用这个商户号；发起过收款就不能再换。",
    effect: "calls",
    writes: "credentials",
    kind: "own",
  },
  original_id: {
    label: "小程序原始 ID",
    about: "gh_ 开头，在小程序后台的账号信息里；发货和消息会用到。",
    effect: "calls",
    writes: "credentials",
    kind: "own",
  },
  transfer_scene_id: {
    label: "转账场景",
    about: "商户平台批准的场景编号，佣金一般是 1005。",
    effect: "approvals",
    writes: "credentials",
    kind: "own",
  },
  report_infos: {
    label: "场景报备",
    about: "随每笔转账交给微信，要和批准的内容一致。",
    effect: "approvals",
    writes: "credentials",
    kind: "own",
  },
  withholding: {
    label: "代扣税",
    about: "提现时按金额分档代扣，推广员申请前会看到。",
    effect: "requests",
    writes: "credentials",
    kind: "own",
    note: {
      title: "个人所得税由商家负责",
      text:
        "给个人的推广佣金一般按劳务报酬由付款方代扣代缴。是否要扣、按次还是按累计、税率多少，请问税务或会计；没有填写就不代扣。",
    },
  },
  withholding_basis: {
    label: "代扣按",
    about: "按次是每笔单独算；按年是把一个人今年申请的加起来算，再减去已经扣的。",
    effect: "requests",
    writes: "credentials",
    kind: "own",
  },
  withholding_free_fen: {
    label: "代扣免征额",
    about: "先减去这么多再按表计算；按次减每笔的，按年减全年的。",
    effect: "requests",
    writes: "credentials",
    kind: "own",
  },
} as const satisfies Settings;

export const order_path_settings = {
  order_path: {
    label: "订单页",
    about: "微信的订单中心和发货消息打开哪个页面；小程序发布之后登记一次。",
    effect: "calls",
    writes: "credentials",
    kind: "own",
  },
} as const satisfies Settings;

const key = { effect: "calls", writes: "credentials", kind: "own" } as const;

/** The keys of a shop: written, never read back. */
export const key_settings = {
  app_secret: {
    ...key,
    label: "小程序 AppSecret",
    about: "小程序后台开发设置里生成，登录、发货和小程序码用它。",
  },
  message_token: {
    ...key,
    label: "消息推送 Token",
    about: "小程序后台消息推送里自己填的令牌，用来认出微信的推送。",
  },
  message_aes_key: {
    ...key,
    label: "消息加密密钥",
    about: "消息推送里的 EncodingAESKey，安全模式下解开推送。",
  },
  merchant_private_key: {
    ...key,
    label: "商户 API 私钥",
    about: "商户平台申请 API 证书时得到的 apiclient_key.pem，每次调用微信支付都用它签名。",
  },
  api_v3_key: {
    ...key,
    label: "APIv3 密钥",
    about: "商户平台 API 安全里设置的 32 位密钥，解开支付和退款的通知。",
  },
  wechatpay_public_key: {
    ...key,
    label: "微信支付公钥",
    about: "商户平台 API 安全里下载的公钥，验证微信支付的签名。",
  },
  platform_certificate: {
    ...key,
    label: "微信支付平台证书",
    about: "没有微信支付公钥的老商户用它验证签名；会自动更新。",
  },
} as const satisfies Record<CredentialKind, Setting>;
