import type { Block, BlockKind } from "@/contracts/pages.ts";
import type { GoneLink, PageVersion, StaffPage } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import type { Tone } from "../ui/tone.ts";

export const kind_words: Record<BlockKind, string> = {
  shop: "店铺名片",
  banner: "轮播图",
  notice: "公告",
  images: "图片格",
  nav: "图标导航",
  products: "商品列表",
  text: "文字",
  recruit: "招募推广员",
  space: "空白",
};

export const gone_words: Record<GoneLink["state"], string> = {
  off_sale: "商品已下架",
  hidden: "分类没有显示",
  archived: "页面已收起",
  unpublished: "页面还没有发布",
  missing: "内容已删除",
};

export const version_words: Record<PageVersion["state"], { text: string; tone: Tone }> = {
  in_force: { text: "正在显示", tone: "brand" },
  scheduled: { text: "定时", tone: "info" },
  earlier: { text: "历史", tone: "quiet" },
  cancelled: { text: "已取消", tone: "quiet" },
};

/** Where the pages that every shop has are seen. */
export const place_words: Record<Exclude<StaffPage["kind"], "topic">, string> = {
  home: "（买家打开店铺看到的）",
  recruit: "（申请成为推广员的人看到的）",
};

/** What is to be known of a page at a glance. */
export function pageState(page: StaffPage): { text: string; tone: Tone } {
  if (page.status === "archived") return { text: "已收起", tone: "quiet" };
  if (page.scheduled_at) {
    return { text: `${formatMoment(page.scheduled_at)} 换上新版`, tone: "info" };
  }
  if (!page.shown_since) {
    return { text: page.kind === "recruit" ? "显示自带的介绍" : "还没有发布", tone: "quiet" };
  }
  return page.is_draft_newer
    ? { text: "有没发布的修改", tone: "warn" }
    : { text: "正在显示", tone: "brand" };
}

/** What stands in a block, in a few words. */
export function summaryOf(block: Block): string {
  switch (block.kind) {
    case "banner":
      return `${block.items.length} 张图`;
    case "images":
      return block.title || `${block.items.length} 张图`;
    case "nav":
      return block.source === "categories" ? "店铺分类" : `${block.items.length} 个入口`;
    case "products":
      return block.title || (block.source === "chosen" ? "选定的商品" : "按规则");
    case "notice":
      return block.text;
    case "text":
      return block.title || block.text;
    case "recruit":
      return block.title;
    case "space":
      return block.line ? "分隔线" : `高 ${block.height}`;
    case "shop":
      return "店名、介绍、优惠";
  }
}
