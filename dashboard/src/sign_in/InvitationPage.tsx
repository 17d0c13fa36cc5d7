import type { Session } from "@supabase/supabase-js";
import { Alert, Button } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { useSearchParams } from "react-router";
import type { OpenedInvitation } from "@/contracts/staff/invitations.ts";
import { getPublic } from "../lib/api.ts";
import { chooseShop, config } from "../lib/config.ts";
import { setFace } from "../lib/face.ts";
import { problemOf } from "../lib/problem.ts";
import { useAuth } from "../lib/session.ts";
import { invitation_words, role_words } from "../staff/words.ts";
import { Loading } from "../ui/Loading.tsx";
import { Card } from "./Card.tsx";
import { Join } from "./Join.tsx";
import { MakeAccount } from "./MakeAccount.tsx";

/** Where an invitation's link leads: make an account or sign in, then join. */
export default function InvitationPage() {
  const [params] = useSearchParams();
  const [shop, token] = [params.get("shop") ?? "", params.get("token") ?? ""];
  const session = useAuth(); // here, so that a reload of the invitation does not unmount the form below
  const opened = useQuery({
    queryKey: ["invitation", shop, token],
    queryFn: () =>
      getPublic<OpenedInvitation>(
        encodeURIComponent(shop),
        `/invitations/${encodeURIComponent(token)}`,
      ),
  });
  if (opened.isPending) return <Loading />;
  if (opened.isError) {
    const problem = problemOf(opened.error);
    return (
      <Card title="商家后台" about="打开邀请">
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem.isFinal ? "邀请链接不对或已失效" : problem.message}
          description="请检查链接是否完整，或请邀请你的人再发一份。"
        />
        {!problem.isFinal && <Button onClick={() => void opened.refetch()}>再试一次</Button>}
      </Card>
    );
  }
  if (session === undefined) return <Loading />;
  return <Opened invitation={opened.data} token={token} session={session} />;
}

interface OpenedProps {
  invitation: OpenedInvitation;
  token: string;
  session: Session | null;
}

function Opened({ invitation, token, session }: OpenedProps) {
  const { shop, state, role, invited_by } = invitation;
  useLayoutEffect(() => {
    if (shop.code === config().shop) setFace(shop);
  }, [shop]);
  const about = `${invited_by ?? "平台"}邀请你做${role_words[role]}`;
  return (
    <Card title={shop.name} about={about}>
      {state !== "open"
        ? <Ended state={state} shop={shop.code} />
        : session === null
        ? <MakeAccount email={invitation.email} />
        : <Join invitation={invitation} token={token} session={session} />}
    </Card>
  );
}

function Ended({ state, shop }: { state: OpenedInvitation["state"]; shop: string }) {
  return (
    <>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={`这份邀请${invitation_words[state]}`}
        description={state === "accepted"
          ? "如果是你接受的，直接进入后台就可以。"
          : "请邀请你的人再发一份。"}
      />
      {state === "accepted" && (
        <Button
          type="primary"
          block
          size="large"
          className="sign-in-switch"
          onClick={() => chooseShop(shop)}
        >
          进入后台
        </Button>
      )}
    </>
  );
}
