import { Form } from "antd";
import { signOut } from "../lib/auth.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useLeave } from "./queries.ts";

/** A staff member leaves by their own wish. */
export function LeaveShop({ shop, onClose }: { shop: string; onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const leave = useLeave(() => void signOut());
  return (
    <FormDialog
      title={`离开${shop}`}
      okText="离职"
      isDanger
      isBusy={leave.isBusy}
      form={form}
      onFinish={({ reason }) => leave.run({ reason: reason.trim() })}
      onClose={onClose}
    >
      <p>离职后你马上不能再打开这家店的后台；要回来，请店主再邀请你。唯一的店主不能离职。</p>
      <ReasonItem />
    </FormDialog>
  );
}
