import { Form, Input, Radio, Select } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { RefundTarget, WorkItem } from "@/contracts/staff/work.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { banks } from "./banks.ts";
import { useDecideWork } from "./queries.ts";

interface Typed {
  to: RefundTarget["to"];
  bank_type: string;
  bank_account: string;
  real_name: string;
  reason: string;
}

/** A refund that the buyer's account cannot take goes to another card of the buyer, or back to the merchant. */
export function MendRefund({ item, onClose }: { item: WorkItem; onClose: () => void }) {
  const [form] = Form.useForm<Typed>();
  const decide = useDecideWork(item, onClose);
  const to = Form.useWatch("to", form) ?? "buyer_card";
  return (
    <FormDialog
      title={`改退 ${formatFen(item.detail.amount_fen ?? 0)}`}
      okText="提交给微信"
      isBusy={decide.isBusy}
      form={form}
      initialValues={{ to: "buyer_card" }}
      onFinish={({ reason, ...typed }) =>
        decide.run({ action: "mend", reason: reason.trim(), input: target(typed) })}
      onClose={onClose}
    >
      <ul className="consequences">
        <li>原退款单号不变，不会重复退款；微信办完后这笔退款才算完成。</li>
        {to === "merchant" && <li>钱退回商户后，请自行转给买家。</li>}
      </ul>
      <Form.Item name="to" label="退到哪里">
        <Radio.Group>
          <Radio value="buyer_card">买家的银行卡</Radio>
          <Radio value="merchant">退回商户</Radio>
        </Radio.Group>
      </Form.Item>
      {to === "buyer_card" && <CardItems />}
      <ReasonItem />
    </FormDialog>
  );
}

function CardItems() {
  return (
    <>
      <Form.Item
        name="bank_type"
        label="开户银行"
        rules={[{ required: true, message: "请选择银行" }]}
      >
        <Select
          options={[...banks]}
          showSearch={{ optionFilterProp: "label" }}
          placeholder="选择发卡银行，只能是借记卡"
        />
      </Form.Item>
      <Form.Item
        name="bank_account"
        label="银行卡号"
        rules={[{ required: true, pattern: /^\s*(\d\s*){8,30}$/, message: "8 到 30 位数字" }]}
      >
        <Input inputMode="numeric" autoComplete="off" maxLength={40} />
      </Form.Item>
      <Form.Item
        name="real_name"
        label="持卡人姓名"
        extra="卡号和姓名加密后只交给微信，办完即删除。"
        rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
      >
        <Input autoComplete="off" maxLength={50} />
      </Form.Item>
    </>
  );
}

function target({ to, bank_type, bank_account, real_name }: Omit<Typed, "reason">): RefundTarget {
  if (to === "merchant") return { to };
  return {
    to,
    bank_type,
    bank_account: bank_account.replaceAll(/\s/g, ""),
    real_name: real_name.trim(),
  };
}
