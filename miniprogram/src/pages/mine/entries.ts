import type { Me } from "@/contracts/members.ts";
import { order_words } from "@/contracts/words.ts";

/** What stands on the page of a member, as plain data. */

export const order_entries = [
  { status: "pending_payment", word: order_words.pending_payment, icon: "wallet" },
  { status: "paid", word: order_words.paid, icon: "gift" },
  { status: "shipped", word: order_words.to_receive, icon: "vehicle" },
  { status: "after_sale", word: "售后", icon: "service" },
] as const;

/** What else is the member's own. */
export const own_pages = [
  { url: "/packages/goods/favourites/favourites", word: "我的收藏", icon: "heart" },
  { url: "/packages/goods/footprints/footprints", word: "浏览足迹", icon: "time" },
  { url: "/packages/orders/addresses/addresses", word: "收货地址", icon: "location" },
] as const;

export interface DistributorEntry {
  title: string;
  hint: string;
  url: string;
}

const recruit = "/packages/distribution/recruit/recruit";
const center = "/packages/distribution/center/center";

/** Where a member stands with promoting, in words, and the page that goes on from there. */
export function distributorEntry(member: Me | null): DistributorEntry {
  switch (member?.distributor?.status) {
    case "approved":
      return { title: "推广中心", hint: "看佣金、客户与提现", url: center };
    case "applied":
      return { title: "推广员申请", hint: "正在审核，通过后会在这里告诉你", url: recruit };
    case "rejected":
      return { title: "推广员申请", hint: "没有通过，可以看看原因再申请", url: recruit };
    case "suspended":
      return { title: "推广中心", hint: "推广资格已暂停", url: center };
    case "expelled":
      return { title: "推广中心", hint: "推广资格已取消，余额仍可查看", url: center };
    default:
      return { title: "成为推广员", hint: "把喜欢的好物分享给朋友，成交有佣金", url: recruit };
  }
}
