import { Form, Select } from "antd";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { usePinTier, useTiers } from "./queries.ts";

interface Values {
  tier: number;
  until: string | null;
  reason: string;
}

/** Gives a distributor a tier and holds it there. */
export function PinTier(
  { distributor, onClose }: { distributor: StaffDistributor; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const tiers = useTiers();
  const pin = usePinTier(
    distributor.id,
    onClose,
    (problem) => showFieldProblems(form, problem, ""),
  );
  return (
    <FormDialog
      title={`固定等级 · ${distributor.label}`}
      okText="固定等级"
      isBusy={pin.isBusy}
      form={form}
      initialValues={{ tier: distributor.tier?.tier ?? 1, until: null }}
      onFinish={(values) => pin.run(values)}
      onClose={onClose}
    >
      <ul className="consequences">
        <li>固定期间不再自动升降级；之后下的订单按固定的等级计佣金。</li>
        <li>到期或取消固定后，按当时的成交重新评定，最多降一级。</li>
      </ul>
      <Form.Item name="tier" label="等级">
        <Select
          options={(tiers.data?.items ?? []).map(({ tier, name }) => ({
            value: tier,
            label: name,
          }))}
        />
      </Form.Item>
      <Form.Item name="until" label="固定到" extra="留空表示一直固定，直到取消">
        <MomentInput />
      </Form.Item>
      <ReasonItem extra="推广员能看到" />
    </FormDialog>
  );
}
