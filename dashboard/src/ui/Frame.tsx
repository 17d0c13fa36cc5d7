import {
  AccountBookOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  DisconnectOutlined,
  GiftOutlined,
  LogoutOutlined,
  MoonOutlined,
  ProfileOutlined,
  SettingOutlined,
  ShareAltOutlined,
  SunOutlined,
  WalletOutlined,
} from "@ant-design/icons";
import { Badge, Button, Layout, Menu } from "antd";
import { Suspense } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { signOut } from "../lib/auth.ts";
import { useIsCut } from "../lib/live.ts";
import { useStaff, useStaffWatch } from "../lib/session.tsx";
import { useWorkCount } from "../work/queries.ts";
import { Loading } from "./Loading.tsx";
import { useScheme } from "./scheme.ts";
import { Vine } from "./Vine.tsx";

const entries = [
  { path: "/", text: "概览", icon: <DashboardOutlined /> },
  { path: "/work", text: "待办", icon: <WorkIcon /> },
  { path: "/orders", text: "订单", icon: <ProfileOutlined /> },
  { path: "/distributors", text: "推广员", icon: <ShareAltOutlined /> },
  { path: "/commissions", text: "佣金", icon: <AccountBookOutlined /> },
  { path: "/withdrawals", text: "提现", icon: <WalletOutlined /> },
  { path: "/goods", text: "商品", icon: <GiftOutlined /> },
  { path: "/settings", text: "设置", icon: <SettingOutlined /> },
];

const role_words: Record<string, string> = {
  owner: "店主",
  manager: "经理",
  finance: "财务",
  support: "客服",
  viewer: "只读",
};

/** The work list with how much waits there, live. */
function WorkIcon() {
  const count = useWorkCount();
  const open = count.data?.open ?? 0;
  return (
    <span className="anticon work-icon">
      <Badge count={open} size="small" title={`${open} 件待办`}>
        <CarryOutOutlined />
      </Badge>
    </span>
  );
}

/** Navigation on the left, the page on the right. */
export function Frame() {
  const { pathname } = useLocation();
  const here = entries.findLast(({ path }) =>
    path === "/" ? pathname === "/" : pathname.startsWith(path)
  );
  return (
    <Layout className="frame" hasSider>
      <Layout.Sider width={208} breakpoint="xl" collapsedWidth={72} className="side">
        <Brand />
        <nav aria-label="主导航">
          <Menu
            mode="inline"
            selectedKeys={here ? [here.path] : []}
            items={entries.map(({ path, text, icon }) => ({
              key: path,
              icon,
              label: <Link to={path}>{text}</Link>,
            }))}
          />
        </nav>
      </Layout.Sider>
      <Layout>
        <Top />
        <CutOff />
        <Layout.Content className="page" role="main" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

/** Nothing comes by itself at the moment; what is shown may be old. */
function CutOff() {
  useStaffWatch();
  if (!useIsCut()) return null;
  return (
    <div className="cut-off" role="status">
      <DisconnectOutlined /> 实时更新已断开，正在重新连接；接通后页面会自动更新。
    </div>
  );
}

function Brand() {
  return (
    <div className="brand">
      <Vine size={28} />
      <span className="brand-name">青藤</span>
    </div>
  );
}

function Top() {
  const staff = useStaff();
  const { isDark, toggle } = useScheme();
  return (
    <div className="top">
      <span className="shop-name">{staff.shop.name}</span>
      <span className="aux">{`${staff.name} · ${role_words[staff.role] ?? staff.role}`}</span>
      <Button
        type="text"
        aria-label={isDark ? "换成浅色" : "换成深色"}
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        onClick={toggle}
      />
      <Button
        type="text"
        icon={<LogoutOutlined />}
        onClick={() => void signOut()}
      >
        退出
      </Button>
    </div>
  );
}
