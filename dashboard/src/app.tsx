import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense, useEffect, useLayoutEffect } from "react";
import { Navigate, Route, Routes } from "react-router";
import { setFace, useFace } from "./lib/face.ts";
import { problemOf } from "./lib/problem.ts";
import { useAuth, useStaffQuery } from "./lib/session.ts";
import { StaffProvider } from "./lib/staff.tsx";
import { pages } from "./pages.tsx";
import { Here } from "./ui/Here.tsx";
import { Loading } from "./ui/Loading.tsx";
import { applyPalette, paletteOf } from "./ui/palette.ts";
import { useScheme } from "./ui/scheme.ts";
import { themeOf, wants_stillness } from "./ui/theme.ts";

const SignInPage = lazy(() => import("./sign_in/SignInPage.tsx"));
const InvitationPage = lazy(() => import("./sign_in/InvitationPage.tsx"));
const PasswordPage = lazy(() => import("./sign_in/PasswordPage.tsx"));
const ShutOut = lazy(() => import("./sign_in/ShutOut.tsx"));
const Frame = lazy(() => import("./ui/Frame.tsx"));

export function App() {
  const { isDark } = useScheme();
  const { brand_color } = useFace();
  const palette = paletteOf(isDark, brand_color);
  useLayoutEffect(() => applyPalette(palette), [isDark, brand_color]);
  return (
    <ConfigProvider
      theme={themeOf(isDark, palette)}
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: wants_stillness }}
    >
      <div className="app">
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/invitation" element={<InvitationPage />} />
            <Route path="/password" element={<PasswordPage />} />
            <Route path="*" element={<Door />} />
          </Routes>
        </Suspense>
      </div>
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
  const shop = staff.data?.shop;
  useEffect(() => {
    if (shop) setFace(shop);
  }, [shop]);
  if (staff.isPending) return <Loading />;
  const problem = problemOf(staff.error); // works here no longer; another failure passes
  if (staff.isError && (problem.isFinal || !staff.data)) {
    return <ShutOut problem={problem} onRetry={() => void staff.refetch()} />;
  }
  const allowed = pages.filter(({ permission }) => staff.data.permissions.includes(permission));
  return (
    <StaffProvider staff={staff.data}>
      <Routes>
        <Route element={<Frame />}>
          {allowed.map(({ path, title, Body }) => (
            <Route
              key={path}
              path={path}
              element={
                <Here title={title}>
                  <Body />
                </Here>
              }
            />
          ))}
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </StaffProvider>
  );
}
