import { Alert, Checkbox, Form, Radio, Switch } from "antd";
import { useState } from "react";
import { reapply_days_most } from "@/contracts/recruitment_bounds.ts";
import type { EntryRules, SaveEntryRules } from "@/contracts/staff/recruitment.ts";
import { type Named, NamesContext } from "../decoration/names.tsx";
import { ProductPicks } from "../decoration/ProductPicks.tsx";
import { showFieldProblems } from "../lib/field_problems.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { CountInput, MoneyInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveEntryRules } from "./queries.ts";

interface Values extends Omit<SaveEntryRules, "spend_fen"> {
  spend_fen: string | null;
  reason: string;
}

const legal_words = [
  "《禁止传销条例》第七条把“要求被发展人员交纳费用或者以认购商品等方式变相交纳费用，取得加入资格”列为传销。",
  "要求先购买或消费才能推广，很可能被认定为变相的入门费。请先取得法律意见。",
  "打开后，请同时修改推广员协议里“不需要购买商品”的说明。",
].join("");

/** Picked products as a field of the form. */
function Picks({ value = [], onChange }: { value?: string[]; onChange?(ids: string[]): void }) {
  return <ProductPicks value={value} onChange={(ids) => onChange?.(ids)} />;
}

/** Who may apply; having to buy something is asked for only under the legal warning. */
export function EntryForm({ rules, onClose }: { rules: EntryRules; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [known, setKnown] = useState<Record<string, Named>>(() =>
    Object.fromEntries(rules.products.map(({ id, title, image_url }) => [id, { title, image_url }]))
  );
  const save = useSaveEntryRules(
    onClose,
    (problem) => showFieldProblems(form, problem, "rules."),
  );
  const purchase = Form.useWatch("purchase", form) ?? rules.purchase;
  const spend = Form.useWatch("spend_fen", form);
  const isBuying = purchase !== "none" || fenOf(spend) !== null;
  return (
    <NamesContext.Provider
      value={{ known, learn: (id, named) => setKnown((all) => ({ ...all, [id]: named })) }}
    >
      <FormDialog
        title="修改申请条件"
        okText="保存"
        isBusy={save.isBusy}
        form={form}
        initialValues={{
          ...rules,
          spend_fen: rules.spend_fen === null ? null : yuanOf(rules.spend_fen),
          warned: false,
        }}
        onFinish={({ reason, ...values }) =>
          save.run({
            rules: {
              invite_only: values.invite_only,
              reapply_days: values.reapply_days,
              purchase: values.purchase,
              product_ids: values.purchase === "chosen" ? values.product_ids : [],
              spend_fen: fenOf(values.spend_fen),
              warned: isBuying && values.warned,
            },
            reason: reason.trim(),
          })}
        onClose={onClose}
      >
        <Form.Item name="invite_only" label="只接受推广员的邀请" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item
          name="reapply_days"
          label="没有通过后，隔多久可以再申请"
          rules={[{ required: true, message: "请填写天数" }]}
        >
          <CountInput unit="天" min={0} max={reapply_days_most} />
        </Form.Item>
        <Form.Item name="purchase" label="购买条件">
          <Radio.Group
            options={[
              { value: "none", label: "不要求" },
              { value: "any", label: "买过任何商品" },
              { value: "chosen", label: "买过指定商品" },
            ]}
          />
        </Form.Item>
        {purchase === "chosen" && (
          <Form.Item name="product_ids" label="其中一件">
            <Picks />
          </Form.Item>
        )}
        <Form.Item name="spend_fen" label="累计消费" extra="不填就不要求；退款的不算">
          <MoneyInput />
        </Form.Item>
        {isBuying && (
          <>
            <Alert type="warning" showIcon title="法律提示" description={legal_words} />
            <Form.Item
              name="warned"
              valuePropName="checked"
              rules={[{
                validator: (_, ticked) =>
                  ticked ? Promise.resolve() : Promise.reject(new Error("请先阅读并勾选")),
              }]}
            >
              <Checkbox>我已阅读，了解风险并取得了法律意见</Checkbox>
            </Form.Item>
          </>
        )}
        <ReasonItem />
      </FormDialog>
    </NamesContext.Provider>
  );
}
