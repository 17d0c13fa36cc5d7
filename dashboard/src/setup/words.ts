import type { SetupStep, SetupStepName } from "@/contracts/staff/setup.ts";
import type { Tone } from "../ui/tone.ts";

/** Every command of staff says why; here the page is the reason. */
export const setup_reason = "开店设置";

export const step_words: Record<SetupStepName, { title: string; about: string }> = {
  mini_program: {
    title: "小程序",
    about:
      "在小程序后台的“开发管理、开发设置”里找到 AppID 和 AppSecret。检查时真的向微信要一次令牌。",
  },
  pay: {
    title: "微信支付",
    about:
      "在商户平台的“账户中心、API 安全”里办好。检查时用这些密钥签名，查一笔不存在的订单，不动钱。",
  },
  push: {
    title: "消息推送",
    about:
      "在小程序后台的“开发管理、消息推送”里填下面的地址，Token 和加密密钥与这里的一致，方式选 JSON 和安全模式。点提交时微信会来访问，来过这里就变绿。",
  },
  domain: {
    title: "域名",
    about: "在小程序后台的“开发管理、服务器域名”里填下面的地址。检查时从外面访问一次。",
  },
  goods: { title: "商品", about: "至少有一件商品在售。填了成本，佣金旁边就能看到毛利。" },
  freight: { title: "运费", about: "买家下单时付多少运费，满多少包邮。" },
  commission: { title: "佣金规则", about: "推广员卖出一单得多少。" },
  payouts: { title: "提现", about: "推广员怎样提现，多少以上要审核；钱经微信商家转账付出。" },
  staff: { title: "员工", about: "按角色请人进来，客服看不到钱，财务改不了规则。" },
  home: {
    title: "首页",
    about: "买家打开小程序最先看到的页面。检查时像买家一样打开它，看有没有商品，图片打不打得开。",
  },
  first_order: {
    title: "第一笔真实订单",
    about: "上架一件一分钱的商品，用自己的手机买下并付款，再在订单里退款，最后下架。",
  },
};

export const state_words: Record<SetupStep["state"], { text: string; tone: Tone }> = {
  open: { text: "待完成", tone: "quiet" },
  untried: { text: "待检查", tone: "warn" },
  failed: { text: "没有通过", tone: "bad" },
  done: { text: "完成", tone: "brand" },
};

/** What is left, in words. */
export function leftWords(steps: readonly Pick<SetupStep, "state">[]): string {
  const left = steps.filter(({ state }) => state !== "done").length;
  return left === 0 ? "全部完成，可以开张了" : `还差 ${left} 步，共 ${steps.length} 步`;
}
