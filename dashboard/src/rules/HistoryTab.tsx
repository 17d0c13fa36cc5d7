import { App } from "antd";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { useFilters } from "../lib/filters.ts";
import { History } from "./History.tsx";
import { VersionView } from "./VersionView.tsx";
import type { TierNames } from "./words.ts";

interface Props {
  tiers: TierNames;
  /** Whether something would be lost when a version is taken back. */
  isTyped: boolean;
  onTake?: (form: RuleSetForm, goods: RuleGood[]) => void;
}

/** All versions, or one of them. */
export function HistoryTab({ tiers, isTyped, onTake }: Props) {
  const { modal, message } = App.useApp();
  const filters = useFilters();
  const version = filters.get("version");
  if (!version) return <History onOpen={(id) => filters.open({ version: id })} />;

  function take(form: RuleSetForm, goods: RuleGood[], number: number) {
    onTake?.(form, goods);
    void message.success(`第 ${number} 版已放进草稿，看好改动后保存、发布`);
  }

  function ask(form: RuleSetForm, goods: RuleGood[], number: number) {
    if (!isTyped) return take(form, goods, number);
    modal.confirm({
      centered: true,
      title: `取回第 ${number} 版？`,
      content: "没有保存的修改会被换掉；正在生效的规则不变。",
      okText: "取回这一版",
      cancelText: "先不取",
      onOk: () => take(form, goods, number),
    });
  }

  return (
    <VersionView
      id={version}
      tiers={tiers}
      {...(onTake ? { onTake: ask } : {})}
      onBack={() => filters.close("version")}
    />
  );
}
