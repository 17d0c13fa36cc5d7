import { formatFen } from "@/contracts/format.ts";
import type { WorkItem, WorkStatus } from "@/contracts/staff/work.ts";
import type { WorkAction, WorkKind } from "@/contracts/work.ts";
import type { Tone } from "../ui/tone.ts";

export const status_words: Record<WorkStatus, { text: string; tone: Tone }> = {
  open: { text: "待处理", tone: "warn" },
  done: { text: "已解决", tone: "quiet" },
  settled: { text: "已人工处理", tone: "quiet" },
  dismissed: { text: "已忽略", tone: "quiet" },
};

const action_words: Record<WorkAction, string> = {
  mend: "处理",
  retry: "重试",
  settle: "登记已处理",
  dismiss: "忽略",
};

/** Where a kind's action has a word of its own. */
const own_words: Partial<Record<WorkKind, Partial<Record<WorkAction, string>>>> = {
  unsent_refund: { retry: "重新提交" },
  unsent_abnormal_refund: { retry: "重新提交" },
  unsent_transfer: { retry: "重新提交" },
  unsent_transfer_cancel: { retry: "重新提交" },
  unsent_shipping: { mend: "更正运单", retry: "重新上传" },
  refund_closed: { retry: "重新退款", dismiss: "放弃退款" },
  refund_abnormal: { mend: "改退" },
  bill_difference: { settle: "查清了", dismiss: "不处理" },
  bill_unfetched: { retry: "重新取" },
};

/** What a button is called. */
export function actionWord({ kind }: Pick<WorkItem, "kind">, action: WorkAction): string {
  return own_words[kind]?.[action] ?? action_words[action];
}

/** Whether what an action does cannot be taken back. */
export function isFinal({ kind }: Pick<WorkItem, "kind">, action: WorkAction): boolean {
  if (kind === "bill_difference") return false;
  return action === "settle" || (kind === "refund_closed" && action === "dismiss");
}

/** What will happen, said before it does. */
export function consequences({ kind, detail }: WorkItem, action: WorkAction): string[] {
  const sum = detail.amount_fen === undefined ? "这笔钱" : formatFen(detail.amount_fen);
  if (action === "retry") {
    if (kind === "refund_closed") {
      return [`以新的退款单号向微信支付退回 ${sum}。`, "微信已关闭原来的单号，买家不会收到两次。"];
    }
    return kind.startsWith("unsent_")
      ? ["用同一个单号和内容再向微信提交一次，不会重复转账或退款。"]
      : ["系统马上再试一次；仍不成功会回到待办。"];
  }
  if (kind === "bill_difference") {
    return [
      "写下查到了什么；只是记录，不会动账。",
      "再取账单时，只要双方说的没有变，就不会重新出现。",
    ];
  }
  if (action === "settle") {
    return [
      `登记买家已经收到 ${sum}，这笔退款随之结束，不会再提交给微信。`,
      kind.endsWith("abnormal") || kind === "unsent_abnormal_refund"
        ? "微信已从商户账户扣款，账目按已退款记；之后微信若通知退款成功，不会重复记账。"
        : "这笔钱记为在微信之外支付；之后微信若通知退款成功，账目自动改记，不会重复。",
    ];
  }
  if (kind === "refund_closed") {
    return [
      `买家留下商品，不再退回 ${sum}。`,
      "售后显示为已拒绝，买家会看到你填写的原因；这些商品的佣金随之恢复。",
    ];
  }
  return kind.startsWith("unsent_")
    ? ["这条信息不会再提交给微信。"]
    : ["这条待办不再显示；同样的事再发生会重新出现。"];
}
