import { DisconnectOutlined, LogoutOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { App as Messages, Button } from "antd";
import { Suspense } from "react";
import { Outlet } from "react-router";
import { signOut } from "../lib/auth.ts";
import { useIsCut } from "../lib/live.ts";
import { useRereads } from "../lib/rereads.ts";
import { useStaff } from "../lib/staff.tsx";
import { ShopChoice } from "../shops/ShopChoice.tsx";
import { role_words } from "../staff/words.ts";
import { useLiveFigures } from "../overview/live_figures.ts";
import { Loading } from "./Loading.tsx";
import { Logo } from "./Logo.tsx";
import { Navigation } from "./Navigation.tsx";
import { useScheme } from "./scheme.ts";
import "./frame.css";

/** Navigation on the left, the page on the right; what happens meanwhile makes it current. */
export default function Frame() {
  useLiveFigures();
  useRereads();
  return (
    <Messages className="frame">
      <div className="side">
        <div className="side-inner">
          <Brand />
          <Navigation />
        </div>
      </div>
      <div className="beside">
        <Top />
        <CutOff />
        <main className="page" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </Messages>
  );
}

/** Nothing comes by itself at the moment; what is shown may be old. */
function CutOff() {
  if (!useIsCut()) return null;
  return (
    <div className="cut-off" role="status">
      <DisconnectOutlined /> 实时更新已断开，正在重新连接；接通后页面会自动更新。
    </div>
  );
}

function Brand() {
  const { shop } = useStaff();
  return (
    <div className="brand">
      <Logo size={28} />
      <span className="brand-name" title={shop.name}>{shop.name}</span>
    </div>
  );
}

function Top() {
  const staff = useStaff();
  const { isDark, toggle } = useScheme();
  return (
    <div className="top">
      <ShopChoice />
      <span className="aux">{`${staff.name} · ${role_words[staff.role]}`}</span>
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
