import type { PersonalLink } from "@/contracts/personal_links.ts";

/** What stands in the middle of the page. */
export interface Standing {
  icon: string;
  color: string;
  title: string;
  words: string;
  /** The one thing to do next. */
  action: "take" | "center" | "home";
  action_words: string;
}

/** Where there is no such link at all. */
export const no_link: PersonalLink = {
  ...{ token: "", kind: "customer", state: "over", is_mine: false, is_done: false },
  ...{ distributor: null, terms_version: null },
};

/** How a personal link stands, in words; it says nothing of the person that the shop made it for. */
export function standingOf({ kind, state, is_mine, is_done, distributor }: PersonalLink): Standing {
  const by = distributor ?? "推广员";
  const home = { action: "home" as const, action_words: "先去逛逛" };
  if (is_mine && !is_done) {
    return {
      ...{ icon: "time", color: "var(--info)", title: "已经登记", ...home },
      words: "你的推广员还没有加入，他加入后自动生效",
    };
  }
  if (is_mine) {
    return kind === "distributor"
      ? {
        ...{ icon: "check-circle", color: "var(--brand)", title: "你已是推广员" },
        words: "现在可以分享商品了",
        ...{ action: "center", action_words: "进入推广中心" },
      }
      : {
        ...{ icon: "check-circle", color: "var(--brand)", title: "已经确认" },
        words: `${by} 是你在本店的推广员`,
        ...{ action: "home", action_words: "去逛逛" },
      };
  }
  if (state !== "open") {
    return {
      ...{ icon: "error-circle", color: "var(--warn)", ...home },
      title: state === "used" ? "这个链接已经用过" : "这个链接已失效",
      words: "每个专属链接只能用一次，如有疑问请联系商家",
    };
  }
  return kind === "distributor"
    ? {
      ...{ icon: "user-add", color: "var(--brand)", title: "商家邀请你成为推广员" },
      words: distributor ? `邀请人 ${distributor}` : "分享好物，朋友购买，你得佣金",
      ...{ action: "take", action_words: "成为推广员" },
    }
    : {
      ...{ icon: "user-checked", color: "var(--brand)", title: "欢迎老朋友" },
      words: distributor
        ? `确认后，${by} 是你在本店的推广员`
        : "商家给你安排了推广员，他加入后自动生效",
      ...{ action: "take", action_words: "确认" },
    };
}
