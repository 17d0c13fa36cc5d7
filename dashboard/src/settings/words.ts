import type { SaveCredential } from "@/contracts/staff.ts";

export const key_words: Record<SaveCredential["kind"], string> = {
  app_secret: "小程序 AppSecret",
  message_token: "消息推送 Token",
  message_aes_key: "消息加密密钥",
  merchant_private_key: "商户 API 私钥",
  api_v3_key: "APIv3 密钥",
  wechatpay_public_key: "微信支付公钥",
  platform_certificate: "微信支付平台证书",
};

/** What was done, by the name of its command. One that is new here is told without its details. */
const command_words: Record<string, string> = {
  add_staff: "加入员工",
  adjust_stock: "调整库存",
  decide_work: "处理待办",
  expel_distributor: "清退推广员",
  finish_exchange: "完成换货",
  hold_commission: "冻结佣金",
  mend_shipments: "更正运单",
  move_parent: "调整邀请人",
  read_contact: "查看收货信息",
  receive_return: "收到退货",
  refund_order: "退款",
  register_order_path: "登记订单页",
  release_hold: "解除冻结",
  restore_distributor: "恢复推广员",
  review_after_sale: "审核售后",
  review_distributor: "审核推广员",
  review_withdrawal: "审核提现",
  save_category: "保存分类",
  save_commission_rule: "修改佣金规则",
  save_credential: "放入密钥",
  save_product: "保存商品",
  save_shop_settings: "修改经营规则",
  save_wechat_settings: "修改微信设置",
  set_price: "改价",
  set_product_status: "上下架",
  set_shop_status: "打烊或恢复营业",
  set_staff: "修改员工",
  ship_order: "发货",
  staff_close_order: "关闭订单",
  suspend_distributor: "暂停推广员",
  update_shop: "修改店铺形象",
  void_commission: "作废佣金",
};

export function commandWords(command: string): string {
  return command_words[command] ?? "其他操作";
}

const actor_words: Record<string, string> = {
  staff: "员工",
  member: "会员",
  job: "系统",
  wechat: "微信",
};

/** Who did it: a name where there is one. */
export function actorWords(kind: string, name: string | null): string {
  return name ?? actor_words[kind] ?? "系统";
}
