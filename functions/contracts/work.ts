/**
 * The work list: what waits for a person of the shop. `ops.work_kinds` holds the same kinds with the permission and the
 * actions of each; a test compares. `happened` says what happened in plain words, `todo` what can be done about it.
 */
export const work_kinds = {
  outbox_failed: {
    title: "没能告知微信",
    happened: "多次尝试后，微信仍未接受这条信息。",
    todo: "先看微信给出的原因，处理后重新发送；确认不再需要时可以忽略。",
  },
  refund_failed: {
    title: "退款没有成功",
    happened: "微信没有完成这笔退款，买家还没有收到钱。",
    todo: "原单已关闭的可以重新退款；已在商户平台或线下处理的，登记处理结果。",
  },
} as const;

export type WorkKind = keyof typeof work_kinds;
export const work_actions = ["mend", "retry", "settle", "dismiss"] as const;
export type WorkAction = (typeof work_actions)[number];
