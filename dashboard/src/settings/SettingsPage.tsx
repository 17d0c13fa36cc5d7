import { Tabs } from "antd";
import { useFilters } from "../lib/filters.ts";
import { PageHead } from "../ui/PageHead.tsx";
import { AuditLog } from "./AuditLog.tsx";
import { KeysPanel } from "./KeysPanel.tsx";
import { LeavingList } from "./LeavingList.tsx";
import { RulePanel } from "./RulePanel.tsx";
import { ShopRules } from "./ShopRules.tsx";
import { StatusPanel } from "./StatusPanel.tsx";
import { ThemePanel } from "./ThemePanel.tsx";
import { WechatPanel } from "./WechatPanel.tsx";
import "./settings.css";

const tabs = [
  {
    key: "rules",
    label: "经营规则",
    children: (
      <>
        <StatusPanel />
        <ShopRules />
      </>
    ),
  },
  { key: "commission", label: "佣金规则", children: <RulePanel /> },
  { key: "theme", label: "店铺形象", children: <ThemePanel /> },
  {
    key: "wechat",
    label: "微信与密钥",
    children: (
      <>
        <WechatPanel />
        <KeysPanel />
      </>
    ),
  },
  { key: "leaving", label: "注销会员", children: <LeavingList /> },
  { key: "audit", label: "操作记录", children: <AuditLog /> },
];

/** How the shop works: every choice with what it does, changed with a reason by who may. */
export default function SettingsPage() {
  const filters = useFilters();
  const tab = tabs.find(({ key }) => key === filters.get("tab")) ?? tabs[0]!;
  return (
    <>
      <PageHead about="店铺怎样经营；每次修改都要写原因，并留下记录" />
      <Tabs
        activeKey={tab.key}
        onChange={(key) => filters.set({ tab: key === tabs[0]!.key ? undefined : key })}
        destroyOnHidden
        items={tabs}
      />
    </>
  );
}
