import { Button, Space } from "antd";
import { useState } from "react";
import type { Imported } from "@/contracts/staff/imports.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { PersonalLink } from "./PersonalLink.tsx";
import { useWithdrawImported } from "./queries.ts";

/** What one does about a person who is expected. */
export function PersonActions({ person }: { person: Imported }) {
  const [act, setAct] = useState<"link" | "withdraw" | null>(null);
  const close = () => setAct(null);
  const { token, state } = person;
  const called = person.name || `第 ${person.line} 行`;
  if (!useMay("distributor") || state !== "waiting") return null;
  return (
    <Space>
      {token && (
        <Button
          size="small"
          aria-label={`${called} 的专属链接`}
          onClick={() => setAct("link")}
        >
          专属链接
        </Button>
      )}
      <Button
        size="small"
        danger
        aria-label={`撤回 ${called}`}
        onClick={() => setAct("withdraw")}
      >
        撤回
      </Button>
      {act === "link" && token && <PersonalLink person={{ ...person, token }} onClose={close} />}
      {act === "withdraw" && <Withdraw person={person} called={called} onClose={close} />}
    </Space>
  );
}

interface WithdrawProps {
  person: Imported;
  called: string;
  onClose: () => void;
}

function Withdraw({ person, called, onClose }: WithdrawProps) {
  const withdraw = useWithdrawImported(person.id, onClose);
  return (
    <Decision
      title={`撤回 · ${called}`}
      consequences={[
        "他的专属链接不能再用，用这个手机号登录也不会生效。",
        "导入的姓名、手机号和备注立即删除；以后可以重新导入。",
        ...(person.kind === "distributor" ? ["等着归他的客户，也不会再生效。"] : []),
      ]}
      okText="撤回"
      isDanger
      command={{ ...withdraw, run: (reason) => withdraw.run({ reason }) }}
      onClose={onClose}
    />
  );
}
