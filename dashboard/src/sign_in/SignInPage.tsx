import { Alert, Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { hasEnded } from "../lib/auth.ts";
import { askFace, useFace } from "../lib/face.ts";
import { supabase } from "../lib/supabase.ts";
import { Logo } from "../ui/Logo.tsx";
import "./sign_in.css";

interface Values {
  email: string;
  password: string;
}

/** E-mail and password of the staff. */
export default function SignInPage() {
  const [refusal, setRefusal] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { name } = useFace();
  useEffect(() => void askFace(), []);
  useEffect(() => {
    document.title = name ? `登录 · ${name}` : "商家后台";
  }, [name]);

  async function signIn(values: Values) {
    setBusy(true);
    setRefusal("");
    const { error } = await supabase().auth.signInWithPassword(values);
    setBusy(false);
    if (error) setRefusal(refusalOf(error.status));
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Logo size={40} />
        <h1>{name || "商家后台"}</h1>
        <p className="aux">登录商家后台</p>
        {hasEnded() && !refusal && (
          <Alert type="info" showIcon title="登录已到期，重新登录后回到刚才的页面" role="status" />
        )}
        {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
        <Form<Values>
          layout="vertical"
          requiredMark={false}
          onFinish={(values) => void signIn(values)}
        >
          <Form.Item name="email" label="邮箱" rules={[{ required: true, message: "请填写邮箱" }]}>
            <Input type="email" autoComplete="username" size="large" autoFocus />
          </Form.Item>
          <Form.Item
            name="password"
            label="密码"
            rules={[{ required: true, message: "请填写密码" }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>登录</Button>
        </Form>
      </div>
    </main>
  );
}

/** Supabase Auth answers 400 to a wrong pair and 429 to many attempts; without a network there is no status. */
function refusalOf(status: number | undefined): string {
  if (status === 400) return "邮箱或密码不对";
  if (status === 429) return "尝试次数太多，请过几分钟再试";
  return status ? "暂时不能登录，请稍后再试" : "网络不通，请检查后重试";
}
