import { Alert, Button, Form } from "antd";
import { hasEnded } from "../lib/auth.ts";
import { supabase } from "../lib/supabase.ts";
import { useAsking } from "./asking.ts";
import { EmailItem, PasswordItem } from "./fields.tsx";

interface Values {
  email: string;
  password: string;
}

interface Props {
  /** Whose account it has to be. */
  email?: string;
  onForgotten?: () => void;
}

export function SignIn({ email, onForgotten }: Props) {
  const { ask, refusal, isBusy } = useAsking();
  return (
    <>
      {hasEnded() && !refusal && (
        <Alert type="info" showIcon title="登录已到期，重新登录后回到刚才的页面" role="status" />
      )}
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        initialValues={{ email }}
        onFinish={(values) => void ask(() => supabase().auth.signInWithPassword(values))}
      >
        <EmailItem isFixed={email !== undefined} />
        <PasswordItem />
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>登录</Button>
        {onForgotten && (
          <Button type="link" block className="sign-in-switch" onClick={onForgotten}>
            忘记密码
          </Button>
        )}
      </Form>
    </>
  );
}
