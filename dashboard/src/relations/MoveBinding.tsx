import { Alert, Form } from "antd";
import type { Relation } from "@/contracts/staff/relations.ts";
import { DistributorPicker } from "../distributors/DistributorPicker.tsx";
import { Decision } from "../ui/Decision.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useMoveBinding } from "./queries.ts";

interface Props {
  relation: Relation;
  onClose: () => void;
}

interface Values {
  distributor_id: string;
  reason: string;
}

/** The customer goes to another distributor. */
export function MoveBinding({ relation, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const move = useMoveBinding(relation.member_id, onClose);
  return (
    <FormDialog
      title={`调整归属 · ${relation.label}`}
      okText="保存归属"
      isBusy={move.isBusy}
      form={form}
      onFinish={(values) => move.run(values)}
      onClose={onClose}
    >
      <Form.Item>
        <Alert
          type="info"
          title="只影响之后下的订单；保护期重新计算，原来的推广员会收到提醒，不会看到换给了谁。"
        />
      </Form.Item>
      <Form.Item label="现在归">
        {`${relation.distributor.label} ${relation.distributor.code}`}
      </Form.Item>
      <Form.Item
        name="distributor_id"
        label="改归"
        rules={[{ required: true, message: "请选择推广员" }]}
      >
        <DistributorPicker except={relation.distributor.id} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}

/** The customer belongs to nobody from now on. */
export function EndBinding({ relation, onClose }: Props) {
  const end = useMoveBinding(relation.member_id, onClose);
  return (
    <Decision
      title={`解除归属 · ${relation.label}`}
      consequences={[
        `他之后的订单不再给 ${relation.distributor.label} 计佣金，已经下的订单不变。`,
        "他下次打开任何推广员的分享，就会归那位推广员。",
      ]}
      okText="解除归属"
      isDanger
      command={{ ...end, run: (reason) => end.run({ distributor_id: null, reason }) }}
      onClose={onClose}
    />
  );
}
