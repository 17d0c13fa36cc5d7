import type { ImportKind } from "@/contracts/staff/imports.ts";

/** The columns of a file of people, as they are headed. */
export const headings = {
  kind: "类型",
  phone: "手机号",
  name: "姓名",
  by: "推广员",
  tier: "等级",
  remark: "备注",
} as const;

export type Field = keyof typeof headings;
export const fields = Object.keys(headings) as Field[];

export const kind_words: Record<ImportKind, string> = { distributor: "推广员", customer: "客户" };

/** How a kind may be written. */
export const kinds: Record<string, ImportKind> = {
  推广员: "distributor",
  分销员: "distributor",
  客户: "customer",
  会员: "customer",
};

/** What to begin with: a distributor, one whom he invited, and a customer of his. */
export const template: string[][] = [
  fields.map((field) => headings[field]),
  ["推广员", "13800000001", "示例：王秀兰", "", "", "三号群群主"],
  ["推广员", "13800000002", "示例：李建国", "13800000001", "", ""],
  ["客户", "13800000003", "示例：周奶奶", "13800000001", "", "每月两斤龙井"],
];
