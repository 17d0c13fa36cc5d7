/** Why a check of the opening fails: what is wrong, in Chinese, and the account or key at fault where one is. */
export const setup_problems = {
  app_unknown: { field: "appid", text: "微信没有这个小程序，请对照小程序后台的 AppID" },
  secret_wrong: {
    field: "app_secret",
    text: "AppSecret 不对，请在小程序后台重置后再放入一次",
  },
  secret_frozen: { field: "app_secret", text: "AppSecret 被冻结了，请在小程序后台解冻" },
  address_not_allowed: {
    field: "app_secret",
    text: "小程序后台的 IP 白名单里没有这台服务器，请把它的地址加进去",
  },
  signature_refused: {
    field: "merchant_private_key",
    text: "微信支付没有认这个签名：商户号、私钥和证书序列号要属于同一个商户",
  },
  reply_unverified: {
    field: "wechatpay_public_key",
    text: "微信支付的应答用放入的公钥验证不了，请核对公钥和它的 ID（PUB_KEY_ID_ 开头）",
  },
  certificates_unavailable: {
    field: "wechatpay_public_key",
    text: "这个商户号没有平台证书，请放入微信支付公钥",
  },
  v3_key_wrong: {
    field: "api_v3_key",
    text: "用这个 APIv3 密钥解不开微信支付的证书，请在商户平台核对",
  },
  not_https: { field: null, text: "微信只连 HTTPS 的域名，请给域名装上证书" },
  own_domain_needed: { field: null, text: "微信只连备过案的域名，请用自己的域名" },
  unreachable: { field: null, text: "从外面打不开这个域名，请检查解析、证书和反向代理" },
  shop_closed: { field: null, text: "店铺在休息，买家看得到，下不了单" },
  home_empty: { field: null, text: "首页还没有商品，请先上架一件" },
  home_without_picture: { field: null, text: "首页有商品没有图片" },
  picture_missing: { field: null, text: "首页有图片打不开，请在商品或店铺形象里换一张" },
  no_answer: { field: null, text: "微信没有应答，请稍后再试" },
  refused: { field: null, text: "微信没有接受，请按它的代码在微信的文档里查" },
} as const satisfies Record<string, { field: string | null; text: string }>;
