import type { ActorKind } from "@/contracts/staff/audit.ts";

/** What was done, by the name of its command. One that is new here is told without its details. */
export const command_words: Record<string, string> = {
  accept_invitation: "接受邀请",
  add_staff: "加入员工",
  adjust_stock: "调整库存",
  archive_product: "归档商品",
  confirm_setup: "确认开店设置",
  decide_work: "处理待办",
  delete_category: "删除分类",
  save_freight_template: "保存运费模板",
  delete_freight_template: "删除运费模板",
  save_tier: "保存推广员等级",
  remove_tier: "删除推广员等级",
  pin_tier: "固定推广员等级",
  unpin_tier: "取消固定等级",
  expel_distributor: "清退推广员",
  finish_exchange: "完成换货",
  forget_member: "删除个人信息",
  hold_commission: "冻结佣金",
  invite_staff: "邀请员工",
  leave: "注销",
  leave_shop: "离职",
  mend_shipments: "更正运单",
  move_article: "调整文章顺序",
  move_material: "调整素材顺序",
  move_parent: "调整邀请人",
  offer_first_order: "上架试单商品",
  order_categories: "调整分类顺序",
  read_contact: "查看收货信息",
  read_answers: "查看申请人的回答",
  receive_return: "收到退货",
  change_order_price: "订单改价",
  change_product: "批量改商品",
  save_page: "保存页面",
  publish_page: "发布页面",
  cancel_page_version: "取消定时发布",
  set_page_status: "收起或恢复页面",
  count_stock: "盘点库存",
  record_setup_check: "检查开店设置",
  refund_order: "退款",
  register_order_path: "登记微信订单页",
  release_hold: "解除冻结",
  restore_distributor: "恢复推广员",
  review_after_sale: "审核售后",
  review_distributor: "审核推广员",
  review_withdrawal: "审核提现",
  revoke_invitation: "撤回邀请",
  revoke_authorization: "撤回微信授权",
  save_article: "保存培训文章",
  save_category: "保存分类",
  save_commission_rule: "修改佣金规则",
  save_credential: "放入密钥",
  save_entry_rules: "修改推广员招募条件",
  save_questions: "修改申请问题",
  export_products: "导出商品",
  save_material: "保存素材",
  save_product: "保存商品",
  save_shop_settings: "修改经营规则",
  save_text: "修改协议或说明",
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

export const actor_words: Record<ActorKind, string> = {
  staff: "员工",
  member: "会员",
  job: "系统",
  wechat: "微信",
};

/** Who did it: a name where there is one. */
export function actorWords(kind: ActorKind, name: string | null): string {
  return name ?? actor_words[kind];
}
