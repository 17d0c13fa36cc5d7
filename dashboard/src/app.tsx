import { App as Messages, Button, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";
import { signOut } from "./lib/auth.ts";
import { problemOf } from "./lib/problem.ts";
import { StaffProvider, useAuth, useStaffQuery } from "./lib/session.tsx";
import { Failure } from "./ui/Failure.tsx";
import { Frame } from "./ui/Frame.tsx";
import { Loading } from "./ui/Loading.tsx";
import { useScheme } from "./ui/scheme.ts";
import { themeOf } from "./ui/theme.ts";

const SignInPage = lazy(() => import("./sign_in/SignInPage.tsx"));
const OverviewPage = lazy(() => import("./overview/OverviewPage.tsx"));
const WorkPage = page(() => import("./work/WorkPage.tsx"), "WorkPage");
const OrdersPage = page(() => import("./orders/OrdersPage.tsx"), "OrdersPage");
const DistributorsPage = page(
  () => import("./distributors/DistributorsPage.tsx"),
  "DistributorsPage",
);
const DistributorPage = page(() => import("./distributors/DistributorPage.tsx"), "DistributorPage");
const CommissionsPage = page(() => import("./commissions/CommissionsPage.tsx"), "CommissionsPage");
const WithdrawalsPage = page(() => import("./withdrawals/WithdrawalsPage.tsx"), "WithdrawalsPage");
const GoodsPage = page(() => import("./goods/GoodsPage.tsx"), "GoodsPage");
const SettingsPage = page(() => import("./settings/SettingsPage.tsx"), "SettingsPage");

/** A page that is fetched when it is first opened. */
function page<Name extends string>(
  load: () => Promise<Record<Name, React.ComponentType>>,
  name: Name,
) {
  return lazy(async () => ({ default: (await load())[name] }));
}

export function App() {
  const { isDark } = useScheme();
  return (
    <ConfigProvider theme={themeOf(isDark)} locale={zhCN} button={{ autoInsertSpace: false }}>
      <Messages className={isDark ? "app dark" : "app light"}>
        <Suspense fallback={<Loading />}>
          <Door />
        </Suspense>
      </Messages>
    </ConfigProvider>
  );
}

/** Nobody signs in, staff of the shop come in. */
function Door() {
  const session = useAuth();
  if (session === undefined) return <Loading />;
  if (session === null) return <SignInPage />;
  return <Inside user={session.user.id} />;
}

function Inside({ user }: { user: string }) {
  const staff = useStaffQuery(user);
  if (staff.isPending) return <Loading />;
  const isOut = problemOf(staff.error).isFinal; // works here no longer; another failure passes
  if (staff.isError && (isOut || !staff.data)) {
    return (
      <main className="sign-in">
        <Failure problem={problemOf(staff.error)} onRetry={() => void staff.refetch()} />
        <Button onClick={() => void signOut()}>换个账号登录</Button>
      </main>
    );
  }
  return (
    <StaffProvider staff={staff.data}>
      <Routes>
        <Route element={<Frame />}>
          <Route index element={<OverviewPage />} />
          <Route path="work" element={<WorkPage />} />
          <Route path="orders" element={<OrdersPage />} />
          <Route path="distributors" element={<DistributorsPage />} />
          <Route path="distributors/:distributor" element={<DistributorPage />} />
          <Route path="commissions" element={<CommissionsPage />} />
          <Route path="withdrawals" element={<WithdrawalsPage />} />
          <Route path="goods" element={<GoodsPage />} />
          <Route path="settings" element={<SettingsPage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </StaffProvider>
  );
}
