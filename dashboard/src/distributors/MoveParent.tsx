import { Alert, Form } from "antd";
import { useState } from "react";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/ReasonItem.tsx";
import { SearchSelect } from "../ui/SearchSelect.tsx";
import { useDistributorSearch, useMoveParent } from "./queries.ts";

interface Values {
  parent_id?: string;
  reason: string;
}

/** Another parent, or none. Found by name or code; the API refuses a cycle. */
export function MoveParent(
  { distributor, onClose }: { distributor: StaffDistributor; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const [typed, setTyped] = useState("");
  const found = useDistributorSearch(typed);
  const move = useMoveParent(distributor.id, onClose);
  const options = (found.data?.items ?? [])
    .filter(({ id, status }) => id !== distributor.id && status !== "expelled")
    .map(({ id, label, code }) => ({ value: id, label: `${label} ${code ?? ""}` }));

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
        <SearchSelect
          options={options}
          isLoading={found.isFetching}
          placeholder="输入名字或推广码查找"
          nothing="没有找到这位推广员"
          onSearch={setTyped}
        />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
