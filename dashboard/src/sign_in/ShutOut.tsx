import { Button } from "antd";
import { signOut } from "../lib/auth.ts";
import type { Problem } from "../lib/problem.ts";
import { Failure } from "../ui/Failure.tsx";
import "./sign_in.css";

/** The user who signed in does not work here, or asking for the session failed. */
export default function ShutOut({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <main className="sign-in">
      <Failure problem={problem} onRetry={onRetry} />
      <Button onClick={() => void signOut()}>换个账号登录</Button>
    </main>
  );
}
