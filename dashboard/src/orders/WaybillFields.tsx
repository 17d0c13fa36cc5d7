import { Form, type FormInstance, Input, Select } from "antd";
import { useRef } from "react";
import { cleanWaybill, guessCarrier, waybill_hint, waybill_rule } from "@/contracts/waybills.ts";
import { useCarriers } from "./queries.ts";

interface Props {
  form: FormInstance;
  /** Where in the form's values the two stand. */
  at?: (string | number)[];
}

/** A waybill: its number, and the express company, found by name or id, guessed from the number where that tells it. */
export function WaybillFields({ form, at = [] }: Props) {
  const carriers = useCarriers();
  const guessed = useRef<string | null>(null);
  const carrier_at = [...at, "carrier"];
  const options = carriers.map(({ id, name }) => ({ value: id, label: `${name} ${id}` }));

  /** Fills the company in while nobody has chosen another. */
  function guess(typed: string) {
    const chosen = form.getFieldValue(carrier_at);
    if (chosen && chosen !== guessed.current) return;
    guessed.current = guessCarrier(typed);
    form.setFieldValue(carrier_at, guessed.current ?? undefined);
  }

  return (
    <>
      <Form.Item
        name={[...at, "tracking_no"]}
        label="快递单号"
        rules={[{ required: true, whitespace: true, message: "请填写快递单号" }, formed]}
      >
        <Input placeholder="面单上的单号" onChange={({ target }) => guess(target.value)} />
      </Form.Item>
      <Form.Item
        name={carrier_at}
        label="快递公司"
        dependencies={[[...at, "tracking_no"]]}
        rules={[
          { required: true, message: "请选择快递公司" },
          doubtful([...at, "tracking_no"], options),
        ]}
      >
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={options}
          placeholder="输入名称查找，例如 顺丰"
        />
      </Form.Item>
    </>
  );
}

const formed = {
  validator: (_: unknown, typed: string | undefined) =>
    !typed?.trim() || waybill_rule.test(cleanWaybill(typed))
      ? Promise.resolve()
      : Promise.reject(new Error(waybill_hint)),
};

/** Says when the number looks like another company's; it is sent all the same. */
function doubtful(number_at: (string | number)[], options: { value: string; label: string }[]) {
  return (form: { getFieldValue: (name: (string | number)[]) => unknown }) => ({
    warningOnly: true,
    validator: (_: unknown, chosen: string | undefined) => {
      const likely = guessCarrier(String(form.getFieldValue(number_at) ?? ""));
      if (!chosen || likely === null || likely === chosen) return Promise.resolve();
      const name = options.find(({ value }) => value === likely)?.label ?? likely;
      return Promise.reject(new Error(`单号像是${name}的，请核对快递公司`));
    },
  });
}
