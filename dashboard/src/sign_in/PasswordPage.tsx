import { Alert, Button, Form } from "antd";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { askFace, useFace } from "../lib/face.ts";
import { useAuth } from "../lib/session.ts";
import { supabase } from "../lib/supabase.ts";
import { Loading } from "../ui/Loading.tsx";
import { useAsking } from "./asking.ts";
import { Card } from "./Card.tsx";
import { NewPasswordItems } from "./fields.tsx";

/** The link of a password mail leads here: it has signed the user in, and asks for a new password. */
export default function PasswordPage() {
  const session = useAuth();
  const { name } = useFace();
  useEffect(() => void askFace(), []);
  if (session === undefined) return <Loading />;
  return (
    <Card title={name || "商家后台"} about="设置新密码">
      {session ? <NewPassword /> : <Spent />}
    </Card>
  );
}

function NewPassword() {
  const { ask, refusal, isBusy } = useAsking();
  const navigate = useNavigate();

  async function save({ password }: { password: string }) {
    if (await ask(() => supabase().auth.updateUser({ password }))) void navigate("/");
  }

  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      <Form layout="vertical" requiredMark={false} onFinish={(typed) => void save(typed)}>
        <NewPasswordItems />
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>保存</Button>
      </Form>
    </>
  );
}

function Spent() {
  const navigate = useNavigate();
  return (
    <>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="链接已经用过或过期"
        description="每封邮件里的链接只能用一次，请重新发一封。"
      />
      <Button block size="large" className="sign-in-switch" onClick={() => void navigate("/")}>
        返回登录
      </Button>
    </>
  );
}
