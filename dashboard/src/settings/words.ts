import type { Leaving } from "@/contracts/staff/leaving.ts";

/** What was done, by the name of its command. One that is new here is told without its details. */
const command_words: Record<string, string> = {
  accept_invitation: "接受邀请",
  add_staff: "加入员工",
  adjust_stock: "调整库存",
  decide_work: "处理待办",
  expel_distributor: "清退推广员",
  finish_exchange: "完成换货",
  forget_member: "删除个人信息",
  hold_commission: "冻结佣金",
  invite_staff: "邀请员工",
  leave: "注销",
  leave_shop: "离职",
  mend_shipments: "更正运单",
  move_parent: "调整邀请人",
  read_contact: "查看收货信息",
  receive_return: "收到退货",
  change_order_price: "订单改价",
  refund_order: "退款",
  register_order_path: "登记订单页",
  release_hold: "解除冻结",
  restore_distributor: "恢复推广员",
  review_after_sale: "审核售后",
  review_distributor: "审核推广员",
  review_withdrawal: "审核提现",
  revoke_invitation: "撤回邀请",
  revoke_authorization: "撤回微信授权",
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

/** Why somebody is to be forgotten. */
export const leaving_words: Record<Leaving["cause"], string> = {
  own_request: "会员自己注销",
  account_closed: "微信账号已注销",
  addresses: "撤回了收货地址授权",
};

/** What may be under way, as private.under_way names it. */
const under_way_words: Record<string, string> = {
  order: "未完成的订单",
  after_sale: "售后",
  refund: "退款",
  withdrawal: "提现",
  balance: "可提现余额",
  commission: "未结算佣金",
  message: "待报微信的消息",
};

export function waitingWords(waits_for: readonly string[]): string {
  return waits_for.map((what) => under_way_words[what] ?? "其他事项").join("、");
}
