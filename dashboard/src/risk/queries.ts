import type {
  DecideRiskCase,
  RiskCase,
  RiskCasePage,
  RiskCaseStatus,
  RiskCaseWhole,
} from "@/contracts/staff/risk.ts";
import type {
  BeginRiskPreview,
  RiskPreview,
  RiskRules,
  SaveRiskRule,
  SaveRiskScore,
  TrustDistributor,
  TrustedDistributors,
} from "@/contracts/staff/risk_rules.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const decided: View[] = [
  ...["risk-cases", "risk-case", "risk-rules", "commissions", "withdrawals"] as const,
  ...["distributors", "distributor", "work", "audit"] as const,
];

export function useRiskCases(status: RiskCaseStatus | undefined) {
  return useList(
    ["risk-cases", status],
    (after) => get<RiskCasePage>("/staff/risk-cases", { status, after }),
  );
}

export function useRiskCase(id: string) {
  return useOne(["risk-case", id], () => get<RiskCaseWhole>(`/staff/risk-cases/${id}`));
}

export function useDecide(id: string, onDone: () => void) {
  return useCommand({
    send: (json: DecideRiskCase) => post<RiskCase>(`/staff/risk-cases/${id}/decision`, json),
    done: "案件已处理",
    touched: decided,
    onDone,
  });
}

export function useRiskRules() {
  return useOne(["risk-rules"], () => get<RiskRules>("/staff/risk-rules"));
}

export function useSaveRule(rule: string, onDone: () => void) {
  return useCommand({
    send: (json: SaveRiskRule) => put<RiskRules>(`/staff/risk-rules/${rule}`, json),
    done: "规则已保存",
    touched: ["risk-rules", "audit"],
    onDone,
  });
}

export function useSaveScore(onDone: () => void) {
  return useCommand({
    send: (json: SaveRiskScore) => put<RiskRules>("/staff/risk-rules", json),
    done: "分数已保存",
    touched: decided,
    onDone,
  });
}

export function useTrusted() {
  return useOne(
    ["risk-trusted"],
    () => get<TrustedDistributors>("/staff/trusted-distributors"),
  );
}

export function useTrust(onDone: () => void) {
  return useCommand({
    send: ({ distributor, ...json }: TrustDistributor & { distributor: string }) =>
      put<TrustedDistributors>(`/staff/trusted-distributors/${distributor}`, json),
    done: "信任名单已更新",
    touched: ["risk-trusted", "audit"],
    onDone,
  });
}

/** What a rule would have found over the last 90 days, part by part; `seen` hears of each part. */
export async function tryRule(
  rule: string,
  form: BeginRiskPreview,
  seen: (preview: RiskPreview) => void,
): Promise<void> {
  let preview = await post<RiskPreview>(`/staff/risk-rules/${rule}/previews`, form);
  seen(preview);
  while (!preview.is_done) {
    preview = await post<RiskPreview>(`/staff/risk-previews/${preview.id}/continuation`, {});
    seen(preview);
  }
}
