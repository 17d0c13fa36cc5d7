import { Button } from "antd";
import { signOut } from "../lib/auth.ts";
import type { Problem } from "../lib/problem.ts";
import { OtherShops } from "../shops/OtherShops.tsx";
import { Failure } from "../ui/Failure.tsx";
import "./sign_in.css";

/** The signed-in user is not staff of this shop, or asking for the session failed. */
export default function ShutOut({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <main className="sign-in">
      <Failure problem={problem} onRetry={onRetry} />
      {problem.code === "SHOP_NOT_FOUND" && <OtherShops />}
      <Button onClick={() => void signOut()}>换个账号登录</Button>
    </main>
  );
}
