import { shop_closed_words } from "./words.ts";

/**
 * Every error code: its HTTP status and the text a person may read.
 * `private.error_codes()` in SQL holds the same codes with the same statuses; a test compares them.
 */
export const errors = {
  // The request itself
  INVALID_REQUEST: { status: 400, text: "提交的内容有误，请检查后再试" },
  UNKNOWN_ARGUMENT: { status: 400, text: "提交了不认识的内容" },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, text: "缺少操作编号，请刷新后再试" },
  REASON_REQUIRED: { status: 400, text: "请填写原因" },
  PAYLOAD_TOO_LARGE: { status: 413, text: "提交的内容太大" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, text: "请以 JSON 提交" },
  RATE_LIMITED: { status: 429, text: "操作太频繁，请稍后再试" },
  IDEMPOTENCY_CONFLICT: { status: 409, text: "这次操作与之前提交的内容不一致，请刷新后再试" },
  CONFLICT: { status: 409, text: "数据刚刚有变化，请刷新后再试" },

  // Who is calling
  SIGN_IN_REQUIRED: { status: 401, text: "请先登录" },
  TOKEN_INVALID: { status: 401, text: "登录已失效，请重新登录" },
  SIGNATURE_INVALID: { status: 401, text: "签名不正确" },
  FORBIDDEN: { status: 403, text: "你没有权限做这个操作" },
  MEMBER_BLOCKED: { status: 403, text: "这个账号已被停用，请联系商家" },
  WECHAT_LOGIN_REFUSED: { status: 403, text: "微信拒绝了这次登录" },
  WECHAT_CODE_INVALID: { status: 401, text: "微信登录凭证已失效，请重试" },
  PHONE_CODE_INVALID: { status: 409, text: "这次手机号授权已失效，请再点一次" },

  // Nothing there (or another's)
  ROUTE_NOT_FOUND: { status: 404, text: "没有这个地址" },
  FUNCTION_NOT_FOUND: { status: 404, text: "没有这个功能" },
  SHOP_NOT_FOUND: { status: 404, text: "没有找到这个店铺" },
  AVATAR_NOT_FOUND: { status: 404, text: "没有找到这张头像" },
  STAFF_NOT_FOUND: { status: 404, text: "没有找到这个员工" },
  STAFF_EXISTS: { status: 409, text: "这个人已经在本店工作" },
  LAST_OWNER: { status: 409, text: "店里至少要有一位店主，请先请别人做店主" },
  INVITATION_STATE: { status: 409, text: "这份邀请已经用过、撤回或过期，请联系邀请你的人" },
  INVITATION_FOR_ANOTHER: {
    status: 403,
    text: "这份邀请是发给另一个邮箱的，请用收到邀请的邮箱登录",
  },
  MEMBER_NOT_FOUND: { status: 404, text: "没有找到这个会员" },
  VISITOR_NOT_FOUND: { status: 404, text: "没有找到这位访客" },
  TEXT_NOT_FOUND: { status: 404, text: "没有找到这段文字" },
  CATEGORY_NOT_FOUND: { status: 404, text: "没有找到这个分类" },
  FREIGHT_TEMPLATE_NOT_FOUND: { status: 404, text: "没有找到这个运费模板" },
  PAGE_NOT_FOUND: { status: 404, text: "这个页面已经不在了" },
  PRODUCT_NOT_FOUND: { status: 404, text: "商品不存在或已下架" },
  SKU_NOT_FOUND: { status: 404, text: "没有找到这个规格" },
  ADDRESS_NOT_FOUND: { status: 404, text: "没有找到这个地址" },
  MATERIAL_NOT_FOUND: { status: 404, text: "这份素材已下架" },
  ARTICLE_NOT_FOUND: { status: 404, text: "这篇文章已下架" },
  SHARE_NOT_FOUND: { status: 404, text: "分享已失效" },
  PREVIEW_ENDED: { status: 404, text: "预览码已过期，请在后台重新打开" },
  INVITE_NOT_FOUND: { status: 404, text: "邀请已失效" },
  ORDER_NOT_FOUND: { status: 404, text: "没有找到这个订单" },
  PAYMENT_NOT_FOUND: { status: 404, text: "没有找到这笔支付" },
  AFTER_SALE_NOT_FOUND: { status: 404, text: "没有找到这个售后单" },
  DISTRIBUTOR_NOT_FOUND: { status: 404, text: "没有找到这位推广员" },
  TIER_NOT_FOUND: { status: 404, text: "没有这个推广员等级" },
  COMMISSION_NOT_FOUND: { status: 404, text: "没有找到这笔佣金" },
  HOLD_NOT_FOUND: { status: 404, text: "没有找到这条冻结记录" },
  WITHDRAWAL_NOT_FOUND: { status: 404, text: "没有找到这笔提现" },
  WORK_NOT_FOUND: { status: 404, text: "没有找到这条待办" },
  WORK_STATE: { status: 409, text: "这条待办已经处理过了" },

  // Buying
  SHOP_CLOSED: { status: 409, text: shop_closed_words },
  CART_FULL: { status: 409, text: "购物车放满了，请先清理" },
  FAVOURITES_FULL: { status: 409, text: "收藏夹放满了，请先清理" },
  SKU_OFF_SALE: { status: 409, text: "有商品已下架" },
  OUTSIDE_SALE_TIME: { status: 409, text: "有商品还没开售，或者已经停售" },
  OUT_OF_STOCK: { status: 409, text: "库存不足" },
  PURCHASE_LIMIT: { status: 409, text: "超过限购数量" },
  REGION_NOT_SERVED: { status: 409, text: "有商品不配送到这个地区" },
  PRICE_CHANGED: { status: 409, text: "价格有变化，请确认后再下单" },
  UNPAID_ORDERS_LIMIT: { status: 409, text: "待付款的订单太多了，请先付款或取消几笔再下单" },
  ORDER_NOT_PAYABLE: { status: 409, text: "订单当前不能支付" },
  NO_SKU_ON_SALE: { status: 409, text: "商品没有在售的规格，请先打开一个规格" },
  PRICE_UNCHANGED: { status: 409, text: "新价格和现在的一样，订单没有改动" },
  ORDER_NOT_CANCELLABLE: { status: 409, text: "订单当前不能取消" },
  ORDER_NOT_SHIPPABLE: { status: 409, text: "订单当前不能发货" },
  ORDER_NOT_RECEIVABLE: { status: 409, text: "订单当前不能确认收货" },
  SHIPMENT_EXCEEDS_ORDER: { status: 409, text: "发货数量超过可发数量" },
  SHIPMENT_NOT_FOUND: { status: 404, text: "没有找到这个包裹" },
  SHIPMENT_NOT_MENDABLE: { status: 409, text: "订单已收货或已结束，运单不能再更正" },
  SHIPMENT_MENDED_BEFORE: { status: 409, text: "微信每笔订单只能更正一次运单，这笔订单已经更正过" },
  ORDER_WITHOUT_RECEIVER: {
    status: 409,
    text: "买家已注销，收货信息或微信身份不在了，不能发货，请为买家退款",
  },

  // After-sales
  AFTER_SALE_NOT_ALLOWED: { status: 409, text: "订单当前不能申请售后" },
  AFTER_SALE_WINDOW_CLOSED: { status: 409, text: "已过售后期限" },
  AFTER_SALE_OPEN_EXISTS: { status: 409, text: "这些商品已有处理中的售后" },
  AFTER_SALE_STATE: { status: 409, text: "售后单当前不能这样处理" },
  REFUND_EXCEEDS_PAID: { status: 409, text: "退款超过可退的数量或金额" },
  REFUND_STATE: { status: 409, text: "这笔退款当前不能这样处理" },

  // Distribution
  DISTRIBUTOR_REQUIRED: { status: 403, text: "你还不是推广员" },
  DISTRIBUTOR_INACTIVE: { status: 403, text: "推广资格当前不可用" },
  DISTRIBUTOR_EXISTS: { status: 409, text: "你已经申请过或已是推广员" },
  APPLY_LATER: { status: 409, text: "还没到可以再次申请的时间" },
  NOT_ELIGIBLE: { status: 409, text: "还没有达到店铺的申请条件" },
  QUESTIONS_CHANGED: { status: 409, text: "申请要回答的问题有变化，请看过再提交" },
  DISTRIBUTOR_STATE: { status: 409, text: "推广员当前状态不能这样处理" },
  LEADERBOARD_CLOSED: { status: 403, text: "商家没有开启排行榜" },
  DISTRIBUTION_CLOSED: { status: 409, text: "本店没有开放推广" },
  TERMS_CHANGED: { status: 409, text: "推广协议有更新，请阅读后再提交" },
  BINDING_SELF: { status: 409, text: "不能把客户归给他自己" },
  BINDING_EXISTS: { status: 409, text: "客户已经归这位推广员" },
  BINDING_NOT_FOUND: { status: 404, text: "这位客户没有归属" },
  CHANNEL_CODE_NOT_FOUND: { status: 404, text: "没有找到这个渠道码" },
  IMPORTED_NOT_FOUND: { status: 404, text: "没有找到导入的这一行" },
  IMPORTED_STATE: { status: 409, text: "这一行已经有结果，不能再撤回" },
  PERSONAL_LINK_NOT_FOUND: { status: 404, text: "没有这个专属链接" },
  PERSONAL_LINK_USED: { status: 409, text: "这个专属链接已经用过" },
  PERSONAL_LINK_OVER: { status: 409, text: "这个专属链接已失效，请联系商家" },
  PERSONAL_LINK_REFUSED: { status: 409, text: "你现在不能使用这个专属链接" },
  TERMS_REQUIRED: { status: 409, text: "请先同意推广员协议" },
  PARENT_CYCLE: { status: 409, text: "邀请关系不能形成环" },
  COMMISSION_STATE: { status: 409, text: "这笔佣金当前不能这样处理" },
  COMMISSION_RULE_EXCEEDS_CAP: { status: 400, text: "两级佣金合计超过店铺上限" },
  RULES_EXCEED_CAP: { status: 400, text: "有一种情况下佣金合计会超过上限，请先调整" },
  RULES_WITHOUT_BASE: { status: 400, text: "每一级都要有一条全店长期有效的规则" },
  RULES_TIE: { status: 400, text: "有两条规则会同时生效，分不出先后，请改优先级或时间" },
  RULE_PLACE_NOT_FOUND: { status: 404, text: "规则里的分类、商品或规格已经不在" },
  RULE_DRAFT_CHANGED: { status: 409, text: "规则草稿已被别人修改，请看过再保存" },
  RULE_SET_NOT_FOUND: { status: 404, text: "没有这个版本的佣金规则" },
  RULE_PREVIEW_NOT_FOUND: { status: 404, text: "这次试算已经过期，请重新试算" },
  RISK_CASE_NOT_FOUND: { status: 404, text: "找不到这个风控案件" },
  RISK_CASE_STATE: { status: 409, text: "这个案件已经处理过了" },
  RISK_CASE_OPEN: { status: 409, text: "这位推广员有风控案件没处理，请先处理案件" },

  // Messages
  MESSAGE_WITHOUT_CONSENT: { status: 409, text: "这位会员没有同意接收，或已经用完了同意的次数" },

  // Withdrawal
  BALANCE_TOO_LOW: { status: 409, text: "可提现余额不足" },
  BALANCE_HELD: { status: 409, text: "有一笔转账正在与微信核对，核对后恢复提现" },
  BALANCE_NEGATIVE: { status: 409, text: "余额为负，暂不能提现" },
  WITHDRAWAL_CLOSED: { status: 409, text: "现在不在本店受理提现的时间" },
  WITHDRAWAL_BELOW_MINIMUM: { status: 409, text: "低于最低提现金额" },
  WITHDRAWAL_ABOVE_MAXIMUM: { status: 409, text: "超过单笔提现上限" },
  WITHDRAWAL_LIMIT: { status: 409, text: "超过提现次数或额度限制" },
  WITHDRAWAL_SHOP_LIMIT: { status: 409, text: "本店今天的提现额度已经用完，请明天再申请" },
  WITHDRAWAL_CHANGED: { status: 409, text: "到账金额有变化，请看清后重新提交" },
  ADJUSTMENT_NOT_FOUND: { status: 404, text: "没有找到这笔余额调整" },
  ADJUSTMENT_STATE: { status: 409, text: "这笔余额调整已经处理过" },
  SECOND_PERSON_REQUIRED: { status: 409, text: "超过大额线，要由另一位店主或财务确认" },
  REAL_NAME_REQUIRED: { status: 409, text: "到账 2000 元及以上，微信要求填写收款人的真实姓名" },
  REAL_NAME_UNREADABLE: { status: 500, text: "收款人的姓名无法读取，请找回主密钥" },
  REAL_NAME_IN_USE: { status: 409, text: "有一笔提现正用这个姓名办理，结束后才能修改" },
  WITHDRAWAL_OPEN_EXISTS: { status: 409, text: "有一笔提现还在处理中" },
  WITHDRAWAL_TOO_SOON: { status: 409, text: "距离上次提现时间太短" },
  WITHDRAWAL_STATE: { status: 409, text: "这笔提现当前不能这样处理" },
  WITHDRAWAL_NOT_CONFIRMABLE: { status: 409, text: "这笔提现当前不需要确认收款" },
  APPROVAL_LIMIT: { status: 403, text: "超过你的审批额度，请由店主或财务处理" },

  // Staff's own data
  CODE_TAKEN: { status: 409, text: "编号已被使用" },
  STOCK_BELOW_ZERO: { status: 409, text: "库存不能小于零" },
  STOCK_MOVED: { status: 409, text: "读取之后库存又变过，请按现在的数重新盘点" },
  PRICE_OUT_OF_RANGE: { status: 409, text: "改后的价格要在 0.01 元到 1 亿元之间" },
  CATEGORY_NOT_EMPTY: { status: 409, text: "分类里还有商品或下级分类，先移走再删除" },
  PRODUCT_CHANGED: { status: 409, text: "这个商品刚刚被改过，请对照后再保存" },
  FREIGHT_TEMPLATE_CHANGED: { status: 409, text: "这个运费模板刚刚被改过，请对照后再保存" },
  FREIGHT_TEMPLATE_IN_USE: { status: 409, text: "运费模板还在使用，先换掉再删除" },
  TIER_CHANGED: { status: 409, text: "这个等级刚刚被改过，请对照后再保存" },
  TIER_IN_USE: { status: 409, text: "只能删除最高的、没有推广员也没有佣金规则在用的等级" },
  TIER_NOT_PINNED: { status: 409, text: "这位推广员的等级没有固定" },
  PAGE_CHANGED: { status: 409, text: "这个页面刚刚被改过，请对照后再保存" },
  MATERIAL_CHANGED: { status: 409, text: "这份素材刚刚被改过，请对照后再保存" },
  ARTICLE_CHANGED: { status: 409, text: "这篇文章刚刚被改过，请对照后再保存" },
  PAGE_VERSION_STATE: { status: 409, text: "这一版已经生效或取消过，不能再取消" },
  SETTING_INVALID: { status: 400, text: "设置不合规则" },
  CREDENTIAL_MISSING: { status: 503, text: "店铺的微信配置不完整，请联系商家" },

  // Outside and inside
  WECHAT_UNAVAILABLE: { status: 503, text: "微信暂时没有响应，请稍后再试" },
  WECHAT_REFUSED: { status: 502, text: "微信没有接受这次请求" },
  DATABASE_UNAVAILABLE: { status: 503, text: "服务暂时不可用，请稍后再试" },
  BUSY: { status: 503, text: "现在人有点多，请稍后再试" },
  INTERNAL: { status: 500, text: "出了点问题，请稍后再试" },
} as const satisfies Record<string, { status: number; text: string }>;

export type ErrorCode = keyof typeof errors;

/** All codes, in the order above. */
export const error_codes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** Whether a text is one of our codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text);
}
