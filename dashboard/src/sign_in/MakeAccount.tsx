import { Alert, Button } from "antd";
import { useState } from "react";
import { supabase } from "../lib/supabase.ts";
import { newToken } from "../staff/link.ts";
import { useAsking } from "./asking.ts";
import { SignIn } from "./SignIn.tsx";

/** An account for the invited e-mail, new or there already; the mail's link leads back to the invitation. */
export function MakeAccount({ email }: { email: string }) {
  const [has, setHas] = useState(false);
  return (
    <>
      {has ? <SignIn email={email} /> : <SignUp email={email} onExists={() => setHas(true)} />}
      <Button type="link" block className="sign-in-switch" onClick={() => setHas(!has)}>
        {has ? "还没有账号" : "已有账号，直接登录"}
      </Button>
    </>
  );
}

/** Nobody knows the first password: a user who comes by the mail's link chooses one before joining. */
function SignUp({ email, onExists }: { email: string; onExists: () => void }) {
  const { ask, refusal, isBusy } = useAsking();
  const [isSent, setSent] = useState(false);

  async function signUp() {
    const options = { emailRedirectTo: location.href.split("#")[0]! };
    const made = await ask(() => supabase().auth.signUp({ email, password: newToken(), options }));
    if (!made) return;
    // Supabase Auth does not say outright that there is such an account: it answers one without identities.
    if (made.data.user?.identities?.length === 0) onExists();
    else setSent(true);
  }

  if (isSent) {
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        title="请查收邮件"
        description={`确认邮件已发到 ${email}；打开里面的链接，会回到这里设置密码、加入店铺。`}
      />
    );
  }
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      <p>{`先确认 ${email} 是你的邮箱，再设置密码。`}</p>
      <Button type="primary" size="large" block loading={isBusy} onClick={() => void signUp()}>
        发送确认邮件
      </Button>
    </>
  );
}
