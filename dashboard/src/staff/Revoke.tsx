import { Form } from "antd";
import type { Invitation } from "@/contracts/staff/invitations.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useRevoke } from "./queries.ts";

export function Revoke({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const revoke = useRevoke(invitation.id, onClose);
  return (
    <FormDialog
      title="撤回邀请"
      okText="撤回"
      isDanger
      isBusy={revoke.isBusy}
      form={form}
      onFinish={({ reason }) => revoke.run({ reason: reason.trim() })}
      onClose={onClose}
    >
      <p>{`${invitation.email} 手里的链接马上不能再用。`}</p>
      <ReasonItem />
    </FormDialog>
  );
}
