import type { Session } from "@supabase/supabase-js";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import type { AcceptedInvitation, OpenedInvitation } from "@/contracts/staff/invitations.ts";
import { postTo } from "../lib/api.ts";
import { signOut } from "../lib/auth.ts";
import { chooseShop } from "../lib/config.ts";
import { problemOf } from "../lib/problem.ts";
import { supabase } from "../lib/supabase.ts";
import { role_abouts } from "../staff/words.ts";
import { useAsking } from "./asking.ts";
import { NewPasswordItems } from "./fields.tsx";
import { hasPassword } from "./signed_in_by.ts";

interface Props {
  invitation: OpenedInvitation;
  token: string;
  session: Session;
}

/** Signed in: join the shop, unless it is somebody else's invitation. */
export function Join({ invitation, token, session }: Props) {
  const signedInAs = session.user.email ?? "";
  if (signedInAs !== invitation.email) {
    return (
      <>
        <Alert
          type="warning"
          showIcon
          role="alert"
          title="这份邀请是发给另一个邮箱的"
          description={`你现在登录的是 ${signedInAs}，邀请发给 ${invitation.email}。`}
        />
        <Button block size="large" className="sign-in-switch" onClick={() => void signOut()}>
          换个账号登录
        </Button>
      </>
    );
  }
  return <JoinForm invitation={invitation} token={token} session={session} />;
}

interface Typed {
  name: string;
  password?: string;
}

function JoinForm({ invitation: { shop, name, role }, token, session }: Props) {
  const [isChosen, setChosen] = useState(() => hasPassword(session.access_token));
  const { ask, refusal, setRefusal, isBusy: isAsking } = useAsking();
  const [isJoining, setJoining] = useState(false);

  /** A password that somebody else may have set before this address was confirmed ends here. */
  async function choose(password: string): Promise<boolean> {
    const chosen = await ask(() => supabase().auth.updateUser({ password }));
    if (chosen) setChosen(true);
    return chosen !== undefined;
  }

  async function join(typed: Typed) {
    if (!isChosen && !await choose(typed.password!)) return;
    setJoining(true);
    setRefusal("");
    try {
      const body = { token, name: typed.name.trim() };
      const joined = await postTo<AcceptedInvitation>(shop.code, "/invitations/acceptance", body);
      chooseShop(joined.shop, role === "owner" ? "settings/setup" : "");
    } catch (error) {
      setJoining(false);
      setRefusal(problemOf(error).message);
    }
  }

  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ name }}
        onFinish={(typed) => void join(typed)}
      >
        <Form.Item
          name="name"
          label="你的名字"
          extra={role_abouts[role]}
          rules={[{ required: true, whitespace: true, message: "请填写名字" }]}
        >
          <Input maxLength={40} size="large" />
        </Form.Item>
        {!isChosen && <NewPasswordItems />}
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={isAsking || isJoining}
        >
          {`加入${shop.name}`}
        </Button>
      </Form>
    </>
  );
}
