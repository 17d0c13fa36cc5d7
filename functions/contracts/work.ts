/**
 * The work list: what waits for a person of the shop. `ops.work_kinds` holds the same kinds with the permissions and the
 * actions of each; a test compares. `happened` says what happened in plain words, `todo` what can be done about it.
 */
export const work_kinds = {
  leaving_waits: {
    title: "注销的会员还有未了结的事",
    happened: "会员已注销，但余额等事项还没有了结，个人信息因此仍部分保留。",
    todo: "余额已用其他方式付清，或确认无法支付时，登记后删除其个人信息；也可以继续等待。",
  },
  revocation_unknown: {
    title: "会员撤回了未知的授权",
    happened: "微信通知会员撤回了一项授权，但编号不在已知范围内，没有删除任何信息。",
    todo: "对照微信文档查看编号，处理后可以忽略。",
  },
  key_unreadable: {
    title: "密钥无法读取",
    happened: "这把密钥无法解密，系统已跳过它，其余密钥照常使用。",
    todo: "重新保存这把密钥；找回旧的主密钥后也可以重试。",
  },
  contact_unreadable: {
    title: "收货信息无法读取",
    happened: "更换主密钥时，这条收货信息无法解密，因此没有更新。",
    todo: "找回旧的主密钥后重试；买家改写或删除地址后会自动了结，联系买家重新确认后也可以忽略。",
  },
  card_unreadable: {
    title: "退款银行卡无法读取",
    happened: "更换主密钥时，买家的这张银行卡无法解密，因此没有更新，退款会退不出去。",
    todo: "找回旧的主密钥后重试；退款退回待办后重新填写银行卡，这一条会自动了结。",
  },
  phone_unreadable: {
    title: "会员手机号无法读取",
    happened: "更换主密钥时，这位会员的手机号无法解密，因此没有更新，会员自己也暂时看不到。",
    todo: "找回旧的主密钥后重试；会员重新授权手机号后会自动了结，也可以忽略。",
  },
  answers_unreadable: {
    title: "申请人的回答无法读取",
    happened: "更换主密钥时，这位申请人的回答无法解密，因此没有更新。",
    todo: "找回旧的主密钥后重试；对方重新申请后会自动了结，也可以忽略。",
  },
  adjustment_waiting: {
    title: "余额调整等待确认",
    happened: "有人要调整推广员的余额，金额超过大额线，还没有入账。",
    todo: "由另一位店主或财务核对原因后确认入账，也可以撤销。",
  },
  name_unreadable: {
    title: "收款人姓名无法读取",
    happened: "更换主密钥时，这位推广员的真实姓名无法解密，因此没有更新。",
    todo: "找回旧的主密钥后重试；推广员重新填写姓名后会自动了结，也可以忽略。",
  },
  unsent_refund: {
    title: "退款请求微信没有受理",
    happened: "多次提交后微信仍未受理这笔退款，买家还没有收到钱。",
    todo:
      "先看微信给出的原因，例如给商户账户充值，然后用原单号重新提交，不会重复退款；已用别的方式把钱给了买家的，登记为已人工处理。",
  },
  unsent_transfer: {
    title: "提现转账微信没有受理",
    happened: "多次提交后微信仍未受理这笔转账，推广员还没有收到钱。",
    todo:
      "先看微信给出的原因，处理后用原单号重新提交，不会重复转账；在商户平台确认没有这笔转账后，可以忽略，金额退回推广员余额。",
  },
  unsent_transfer_cancel: {
    title: "撤销转账微信没有受理",
    happened: "推广员要撤销的转账，微信没有受理撤销。",
    todo: "可以再提交一次；转账已有结果时可以忽略。",
  },
  unsent_shipping: {
    title: "发货信息没能上传微信",
    happened: "包裹已经发出，但微信没有接受发货信息，这笔货款可能被延迟结算。",
    todo: "运单填错的请更正运单；其他原因处理后重新上传；已在微信后台补录的可以忽略。",
  },
  unsent_close_payment: {
    title: "微信支付单没能关闭",
    happened: "订单已经关闭，但微信没有确认关闭支付单；买家若仍付款，钱会自动退回。",
    todo: "可以再提交一次，也可以忽略。",
  },
  unsent_abnormal_refund: {
    title: "改退请求微信没有受理",
    happened: "退款改退到银行卡或商户的请求，多次提交后微信仍未受理。",
    todo: "先看微信给出的原因，处理后重新提交；钱已经退到买家手里的，登记为已人工处理。",
  },
  refund_closed: {
    title: "退款被微信关闭",
    happened: "微信没有办理这笔退款，钱还在商户账户里，买家没有收到。",
    todo:
      "看微信给出的原因，换一个新单号重新退款；已用别的方式把钱给了买家的，登记为已人工处理；与买家商定由他留下商品的，可以放弃退款。",
  },
  refund_abnormal: {
    title: "退款退不到买家账户",
    happened: "微信已从商户账户扣款，但买家的银行卡或账户收不了这笔钱。",
    todo:
      "改退到买家的另一张银行卡，或退回商户后自行转给买家；已在微信商户平台处理的，登记为已人工处理。原单号一直有效，不会重复退款。",
  },
  stuck_close: {
    title: "超时订单没能关闭",
    happened: "系统关闭这笔超时未付的订单时出错，库存还占着。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  stuck_receive: {
    title: "没能自动确认收货",
    happened: "系统为这笔到期的订单确认收货时出错。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  after_sale_overdue: {
    title: "售后快到期了",
    happened:
      "这笔售后在等待处理，一天内会自动结束：没审核的自动同意，没寄回的自动取消，寄回后没验收的自动退款。",
    todo: "请在到期前处理这笔售后；已经知道的可以忽略。",
  },
  stuck_after_sale: {
    title: "到期售后没能自动结束",
    happened: "系统结束这笔到期的售后时出错。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  provider_refund: {
    title: "微信支付侧有退款",
    happened:
      "有一笔退款不是在商城里发起的，例如在商户平台手工退款或用户投诉；能对上订单的已自动入账。",
    todo: "核对订单和金额；没能入账的请按微信账单处理，处理后忽略。",
  },
  stuck_settle: {
    title: "佣金没能结算",
    happened: "系统结算这位推广员到期的佣金时出错，他的佣金还没有入账。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  risk_case: {
    title: "风控案件待处理",
    happened: "一位推广员的几笔订单或提现像是作弊，有关的佣金和提现已经暂停，等人核实。",
    todo:
      "打开风控里的案件，看双方和证据，再决定放行、取消佣金、停用或清退。30 天没处理会自动放行。",
  },
  judging_failed: {
    title: "风控规则出错",
    happened: "有一条风控规则运行出错，相关订单没有判断，佣金暂时不会结算。",
    todo: "可以先在风控里关掉出错的规则，并把这条信息告诉技术支持；恢复后可以忽略。",
  },
  stuck_bonus: {
    title: "阶梯佣金没能发放",
    happened:
      "系统发放这位推广员一个月的阶梯佣金时出错，他这个月的还没有发；其他人和其他月份不受影响。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  stuck_tier: {
    title: "推广员等级没能评定",
    happened: "系统评定这位推广员的等级时出错，他的等级保持不变。",
    todo: "系统会隔一段时间再试；原因解决后可以立即重试。",
  },
  unsent_order_path: {
    title: "订单页路径没能登记到微信",
    happened: "微信没有接受订单详情页的路径，买家从微信的订单中心打不开本店订单。",
    todo: "看微信给出的原因，例如先发布含有订单页的版本，然后重新提交。",
  },
  message_refused: {
    title: "订阅消息发不出去",
    happened: "微信没有接受本店发给会员的一种订阅消息，会员没有收到；会员的同意没有用掉。",
    todo:
      "看微信给出的原因，在设置的订阅消息里核对模板 ID 和关键词，改好后试发；发送成功后会自动了结。",
  },
  wechat_reminder: {
    title: "微信的提醒",
    happened: "微信就发货或收货发来提醒，或提到本店没有的订单。",
    todo: "按提醒处理订单，例如尽快发货；处理后可以忽略。",
  },
  rejected_payment: {
    title: "微信的付款消息对不上",
    happened: "微信说收到了一笔付款，但金额、商户号、小程序或单号与订单不符，没有入账。",
    todo: "到微信商户平台核对这笔付款；已在那里处理的，登记处理结果；与本店无关的可以忽略。",
  },
  rejected_refund: {
    title: "微信的退款消息对不上",
    happened: "微信说有一笔退款，但金额、商户号、单号或结果与记录不符，没有入账。",
    todo: "到微信商户平台核对这笔退款；已核对处理的，登记处理结果；与本店无关的可以忽略。",
  },
  rejected_transfer: {
    title: "微信的转账消息对不上",
    happened: "微信说有一笔转账，但金额、商户号、单号或结果与记录不符，没有入账。",
    todo: "到微信商户平台核对这笔转账；已核对处理的，登记处理结果；与本店无关的可以忽略。",
  },
  rejected_push: {
    title: "微信的推送消息读不出来",
    happened: "微信推送了一条消息，签名正确，但解不开，或写的是别的小程序，没有采用。",
    todo: "核对消息推送的 EncodingAESKey 和小程序的 AppID；改好后，登记处理结果，或者忽略。",
  },
  withdrawal_held: {
    title: "提现暂缓",
    happened: "这笔提现在转账前被暂缓：余额不足、推广资格暂停，或另一笔转账正在核对。",
    todo: "原因消除后可以继续转账；忽略则不再转账，金额退回推广员余额。",
  },
  transfer_open: {
    title: "转账两天没有结果",
    happened: "微信受理了这笔转账，但一直没有最终结果，常见原因是商户运营账户余额不足。",
    todo: "到微信商户平台查看并充值，然后再查询一次；有结果后这一条会自己消失。",
  },
  transfer_contradicted: {
    title: "已退回的提现，微信却说已转出",
    happened:
      "提现已按失败处理，金额退回了余额；微信又说这笔钱已经转出或仍会转出。推广员的提现已全部暂停。",
    todo:
      "到微信商户平台核对：确实转出的，登记处理结果，从余额中扣回；确实没有转出的，忽略，恢复提现。",
  },
  key_ends: {
    title: "密钥快到期了",
    happened: "这把密钥或证书 30 天内到期，也没有更新的可用；到期后和微信的往来会失败。",
    todo: "到微信后台换一把新的，在设置的微信与密钥里放入；新旧可以并存。已经知道的可以忽略。",
  },
  keys_stale: {
    title: "微信支付平台证书没能更新",
    happened: "向微信支付下载平台证书没有成功；证书更换后，微信的通知将无法验证。",
    todo:
      "核对商户号、商户证书和 APIv3 密钥，然后再试一次；也可以在商户平台申请微信支付公钥并录入，不再使用的平台证书请填上失效时间。",
  },
} as const;

export type WorkKind = keyof typeof work_kinds;
export const work_actions = ["mend", "retry", "settle", "dismiss"] as const;
export type WorkAction = (typeof work_actions)[number];
