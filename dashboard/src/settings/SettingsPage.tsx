import { Tabs } from "antd";
import { useFilters } from "../lib/filters.ts";
import { PageHead } from "../ui/PageHead.tsx";
import { ShopRules } from "./ShopRules.tsx";
import { WechatPanel } from "./WechatPanel.tsx";

const tabs = [
  { key: "rules", label: "经营规则", children: <ShopRules /> },
  { key: "wechat", label: "微信与收款", children: <WechatPanel /> },
];

/** How the shop works: every choice with what it does, changed with a reason by who may. */
export function SettingsPage() {
  const filters = useFilters();
  const tab = tabs.find(({ key }) => key === filters.get("tab")) ?? tabs[0]!;
  return (
    <>
      <PageHead title="设置" about="店铺怎样经营；每次修改都要写原因，并留下记录" />
      <Tabs
        activeKey={tab.key}
        onChange={(key) => filters.set({ tab: key === tabs[0]!.key ? undefined : key })}
        destroyOnHidden
        items={tabs}
      />
    </>
  );
}
