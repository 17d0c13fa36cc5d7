import { Alert, Form } from "antd";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { DistributorPicker } from "./DistributorPicker.tsx";
import { useMoveParent } from "./queries.ts";

interface Values {
  parent_id?: string;
  reason: string;
}

/** Another parent, or none. Found by name or code; the API refuses a cycle. */
export function MoveParent(
  { distributor, onClose }: { distributor: StaffDistributor; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const move = useMoveParent(distributor.id, onClose);

  return (
    <FormDialog
      title={`调整邀请人 · ${distributor.label}`}
      okText="保存邀请人"
      isBusy={move.isBusy}
      form={form}
      onFinish={({ parent_id, reason }) => move.run({ parent_id: parent_id ?? null, reason })}
      onClose={onClose}
    >
      <Form.Item>
        <Alert
          type="info"
          title="只影响之后下的订单；已经下的订单仍按当时的邀请关系计佣金。"
        />
      </Form.Item>
      <Form.Item label="现在的邀请人">
        {distributor.parent ? `${distributor.parent.label} ${distributor.parent.code}` : "没有"}
      </Form.Item>
      <Form.Item name="parent_id" label="新的邀请人" extra="留空表示没有邀请人">
        <DistributorPicker except={distributor.id} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
