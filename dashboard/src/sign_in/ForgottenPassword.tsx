import { Alert, Button, Form } from "antd";
import { useState } from "react";
import { supabase } from "../lib/supabase.ts";
import { useAsking } from "./asking.ts";
import { EmailItem } from "./fields.tsx";

/** Sends a link by e-mail that opens the page for a new password; whether there is such an account is not said. */
export function ForgottenPassword({ onBack }: { onBack: () => void }) {
  const { ask, refusal, isBusy } = useAsking();
  const [sentTo, setSentTo] = useState("");

  async function send({ email }: { email: string }) {
    const redirectTo = `${location.origin}/dashboard/password`;
    const sent = await ask(() => supabase().auth.resetPasswordForEmail(email, { redirectTo }));
    if (sent) setSentTo(email);
  }

  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      {sentTo
        ? (
          <Alert
            type="success"
            showIcon
            role="status"
            title="邮件已发出"
            description={`如果 ${sentTo} 有账号，几分钟内会收到一封邮件；打开里面的链接设置新密码。`}
          />
        )
        : (
          <Form layout="vertical" requiredMark={false} onFinish={(typed) => void send(typed)}>
            <EmailItem />
            <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
              发送重设链接
            </Button>
          </Form>
        )}
      <Button type="link" block className="sign-in-switch" onClick={onBack}>返回登录</Button>
    </>
  );
}
