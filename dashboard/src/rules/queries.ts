import type { RuleGoods } from "@/contracts/staff/rule_goods.ts";
import type {
  DiscardRuleDraft,
  PublishRuleDraft,
  RuleDraft,
  RuleSet,
  RuleSetPage,
  RuleSets,
  SaveRuleDraft,
} from "@/contracts/staff/rules.ts";
import type { Tiers } from "@/contracts/staff/tiers.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";
import type { TierNames } from "./words.ts";

const drafted: View[] = ["rule-sets", "rule-goods", "audit"];
const in_force: View[] = [...drafted, "commission-rule", "setup"];

export function useRuleSets() {
  return useOne(["rule-sets"], () => get<RuleSets>("/staff/rule-sets"));
}

/** What the shop's tiers are called; until that is known by their numbers. */
export function useTierNames(): TierNames {
  const { data } = useOne(["tiers"], () => get<Tiers>("/staff/tiers"));
  return Object.fromEntries((data?.items ?? []).map(({ tier, name }) => [tier, name]));
}

/** The places of what is in force and drafted, or of one version. */
export function useRuleGoods(rule_set?: string) {
  return useOne(
    ["rule-goods", rule_set],
    () => get<RuleGoods>("/staff/rule-goods", { rule_set }),
  );
}

/** A product, by its own id or that of a SKU, with its SKUs, as places. */
export const readPlaces = (product: string) => get<RuleGoods>("/staff/rule-goods", { product });

export function useProductPlaces(product: string | undefined) {
  return useOne(
    ["rule-goods", "product", product],
    () => readPlaces(product!),
    product !== undefined,
  );
}

export function useRuleHistory() {
  return useList(
    ["rule-sets", "history"],
    (after) => get<RuleSetPage>("/staff/rule-sets/history", { after }),
  );
}

export function useRuleSet(id: string) {
  return useOne(["rule-sets", id], () => get<RuleSet>(`/staff/rule-sets/${id}`));
}

export function useSaveDraft(onDone: (draft: RuleDraft) => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveRuleDraft) => put<RuleDraft>("/staff/rule-sets/draft", json),
    done: "草稿已保存，佣金还按现在的规则算",
    touched: drafted,
    onDone,
    onRefused,
  });
}

export function useDiscardDraft(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: DiscardRuleDraft) => post("/staff/rule-sets/draft/discard", json),
    done: "草稿已放弃",
    touched: drafted,
    onDone,
    onRefused,
  });
}

export function usePublishDraft(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: PublishRuleDraft) => post<RuleSet>("/staff/rule-sets/draft/publication", json),
    done: ({ version }) => `第 ${version} 版已发布；已下的订单不变`,
    touched: in_force,
    onDone,
    onRefused,
  });
}
