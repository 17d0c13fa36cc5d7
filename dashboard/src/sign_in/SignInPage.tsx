import { useEffect, useState } from "react";
import { askFace, useFace } from "../lib/face.ts";
import { Card } from "./Card.tsx";
import { ForgottenPassword } from "./ForgottenPassword.tsx";
import { SignIn } from "./SignIn.tsx";

/** E-mail and password of the staff, or the way to a new password. */
export default function SignInPage() {
  const [hasForgotten, setForgotten] = useState(false);
  const { name } = useFace();
  useEffect(() => void askFace(), []);
  return (
    <Card
      title={name || "商家后台"}
      about={hasForgotten ? "重新设置密码" : "登录商家后台"}
    >
      {hasForgotten
        ? <ForgottenPassword onBack={() => setForgotten(false)} />
        : <SignIn onForgotten={() => setForgotten(true)} />}
    </Card>
  );
}
