import type { Page, Route } from "playwright-core";

/** The states in which a page is looked at; what the mall answers makes them, on its way to the page. */
export const states = ["usual", "long names", "empty", "error", "loading"] as const;
export type State = (typeof states)[number];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const READS = /\/functions\/v1\/api\/shops\/|\/rest\/v1\/rpc\//;
/** Who one is: without that there is no page to look at. */
const IDENTITY = /\/(sessions|visitors|me|clicks|staff\/session|get_staff_session)(\?|$)/;
const COMMANDS = /\/rpc\/(save|set|add|adjust|review|record|create|ship|refund)_/;

const LONG: Record<string, string> = {
  title: "武夷山桐木关手工正山小种红茶特级礼盒装送长辈商务伴手礼限量编号收藏版".repeat(2),
  subtitle: "高山云雾之间的古树头采，三十年老师傅炭火慢焙，附手写品鉴卡与定制礼袋",
  product_title: "武夷山桐木关手工正山小种红茶特级礼盒装送长辈商务伴手礼限量编号收藏版",
  nickname: "一个名字起得特别特别长的朋友叫做青山不改绿水长流后会有期啊",
  label: "一个名字起得特别特别长的朋友叫做青山不改绿水长流后会有期啊",
  email: "somebody.with.a.very.long.address.of.several.names@department.of.tea.example.com",
  name: "一个名字起得特别特别长的分类或者是人",
  from: "一个名字起得特别特别长的朋友叫做青山不改",
  message:
    "refused 403 USER_ACCOUNT_ABNORMAL 用户帐户异常：该用户的微信支付账户已注销或已被限制收款，请联系用户核实后再发起退款申请",
  extra: "双十一狂欢季全场加倍感恩回馈老朋友加佣 12.5%，至 2027年11月12日",
  campaign: "秋日茶会暨青藤优选三周年老朋友回馈专场活动第二期",
};

/** From now on the page's reads are answered so that it stands in this state. */
export async function putInto(page: Page, state: State): Promise<void> {
  await page.unroute(READS);
  if (state === "usual") return;
  await page.route(READS, async (route) => {
    const url = route.request().url();
    const isRead = route.request().method() === "GET" || url.includes("/rpc/");
    if (!isRead || IDENTITY.test(url) || COMMANDS.test(url)) return await route.continue();
    await answer(route, state);
  });
}

async function answer(route: Route, state: State): Promise<void> {
  if (state === "loading") return; // never answered
  if (state === "error") {
    const error = {
      code: "INTERNAL",
      message: "服务暂时不可用，请稍后再试",
      request_id: "0".repeat(16),
    };
    return await route.fulfill({ status: 503, json: { error, ...error } });
  }
  const response = await route.fetch().catch(() => null); // the page may have gone meanwhile
  if (!response) return;
  if (!response.ok()) return await route.fulfill({ response });
  const change = state === "empty" ? emptied : lengthened;
  await route.fulfill({ response, json: change(await response.json()) }).catch(() => {});
}

function emptied(value: Json): Json {
  if (Array.isArray(value)) return [];
  if (value === null || typeof value !== "object") return value;
  return mapped(value, (inner, key) => {
    if (key === "next") return null;
    if (key === "total") return 0;
    if (Array.isArray(inner)) return [];
    if (key === "items" || key === "lines") return [];
    return inner;
  });
}

function lengthened(value: Json): Json {
  if (Array.isArray(value)) return value.map(lengthened);
  if (value === null || typeof value !== "object") return value;
  return mapped(value, (inner, key) => {
    if (typeof inner === "string" && LONG[key]) return LONG[key];
    return lengthened(inner);
  });
}

function mapped(record: { [key: string]: Json }, change: (value: Json, key: string) => Json): Json {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
