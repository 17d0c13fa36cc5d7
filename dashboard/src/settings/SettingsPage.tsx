import { Tabs } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { SettingGroupKey } from "@/contracts/settings/catalogue.ts";
import { audit_filters } from "../audit/filters.ts";
import { AuditLog } from "../audit/AuditLog.tsx";
import { useFilters } from "../lib/filters.ts";
import { MessagePanels } from "../messages/MessagePanels.tsx";
import { StaffPanels } from "../staff/StaffPanels.tsx";
import { TextPanels } from "../texts/TextPanels.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { KeysPanel } from "./KeysPanel.tsx";
import { LeavingList } from "./LeavingList.tsx";
import { LicencesPanel } from "./LicencesPanel.tsx";
import { OrderPathPanel } from "./OrderPathPanel.tsx";
import { RulePanel } from "./RulePanel.tsx";
import { SettingGroup } from "./SettingGroup.tsx";
import { StatusPanel } from "./StatusPanel.tsx";
import { setting_tabs } from "./tabs.ts";
import { ThemePanel } from "./ThemePanel.tsx";
import { WechatPanel } from "./WechatPanel.tsx";
import "./settings.css";

/** Each group of the catalogue has its panel. */
const panels: Record<SettingGroupKey, ReactNode> = {
  status: <StatusPanel />,
  promotion: <SettingGroup of="promotion" />,
  binding: <SettingGroup of="binding" />,
  orders: <SettingGroup of="orders" />,
  prices: <SettingGroup of="prices" />,
  stock: <SettingGroup of="stock" />,
  search: <SettingGroup of="search" />,
  withdrawals: <SettingGroup of="withdrawals" />,
  commission: <RulePanel />,
  theme: <ThemePanel />,
  licences: <LicencesPanel />,
  texts: <TextPanels />,
  account: <WechatPanel />,
  order_path: <OrderPathPanel />,
  keys: <KeysPanel />,
};

const tabs = [
  ...setting_tabs.map(({ key, label, groups }) => ({
    key,
    label,
    children: groups.map((group) => <div key={group}>{panels[group]}</div>),
  })),
  { key: "messages", label: "消息", children: <MessagePanels /> },
  { key: "staff", label: "员工", children: <StaffPanels /> },
  { key: "leaving", label: "注销会员", children: <LeavingList /> },
  { key: "audit", label: "操作记录", children: <AuditLog /> },
];

/** How the shop works: every choice with what it does, changed with a reason by who may. */
export default function SettingsPage() {
  const filters = useFilters();
  const tab = tabs.find(({ key }) => key === filters.get("tab")) ?? tabs[0]!;
  return (
    <>
      <PageHead about="店铺怎样经营；每次修改都要写原因，并留下记录">
        <Link to="/settings/setup">开店设置</Link>
      </PageHead>
      <Tabs
        activeKey={tab.key}
        onChange={(key) =>
          filters.set({ ...audit_filters.none, tab: key === tabs[0]!.key ? undefined : key })}
        destroyOnHidden
        items={tabs}
      />
    </>
  );
}
