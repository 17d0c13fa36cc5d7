import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Radio, Space } from "antd";
import { account_settings as settings_of } from "@/contracts/settings/wechat.ts";
import type { WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { showFieldProblems, showRefusal } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { account_names, AccountItem } from "./AccountItem.tsx";
import { useSaveWechatSettings } from "./queries.ts";
import { SettingNote } from "./SettingNote.tsx";
import { basis_words, changedWechat, type TypedWechat, typedWechat } from "./wechat.ts";

/** The owner's own: what WeChat is told with every transfer. */
export function EditWechat(
  { settings, onClose }: { settings: WechatSettings; onClose: () => void },
) {
  const [form] = Form.useForm<TypedWechat & { reason: string }>();
  const save = useSaveWechatSettings(
    onClose,
    (problem) =>
      showFieldProblems(form, problem, "settings.") || showRefusal(form, problem, fields),
  );
  return (
    <FormDialog
      title="修改微信账号与转账"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={typedWechat(settings)}
      onFinish={({ reason, ...typed }) => {
        const changes = changedWechat(settings, typed);
        if (changes) save.run({ settings: changes, reason: reason.trim() });
        else onClose();
      }}
      onClose={onClose}
    >
      {account_names.map((name) => <AccountItem key={name} name={name} />)}
      <Form.Item
        name="transfer_scene_id"
        label={settings_of.transfer_scene_id.label}
        rules={[{ required: true, pattern: /^[0-9A-Za-z]{1,36}$/, message: "请填写场景编号" }]}
      >
        <Input />
      </Form.Item>
      <Form.Item label={settings_of.report_infos.label} extra="类型不超过 15 字，内容不超过 32 字">
        <Form.List name="report_infos" rules={[noneTwice("info_type", "同一个类型只能有一条")]}>
          {(items, { add, remove }, { errors }) => (
            <Rows
              addText="加一条"
              errors={errors}
              onAdd={items.length < 10 ? () => add({}) : undefined}
            >
              {items.map(({ key, name }) => (
                <Row
                  key={key}
                  onRemove={items.length > 1 ? () => remove(name) : undefined}
                >
                  <Form.Item name={[name, "info_type"]} noStyle rules={[required("类型")]}>
                    <Input aria-label="类型" placeholder="类型" maxLength={15} />
                  </Form.Item>
                  <Form.Item name={[name, "info_content"]} noStyle rules={[required("内容")]}>
                    <Input aria-label="内容" placeholder="内容" maxLength={32} />
                  </Form.Item>
                </Row>
              ))}
            </Rows>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item
        label={settings_of.withholding.label}
        extra="减去免征额后，从这个金额起：金额 × 税率 − 速算扣除；没有档次就不代扣"
      >
        <Form.List name="withholding" rules={[noneTwice("from", "同一个起点只能有一档")]}>
          {(items, { add, remove }, { errors }) => (
            <Rows
              addText="加一档"
              errors={errors}
              onAdd={items.length < 20 ? () => add({}) : undefined}
            >
              {items.map(({ key, name }) => (
                <Row key={key} onRemove={() => remove(name)}>
                  <Form.Item name={[name, "from"]} noStyle rules={[required("起点")]}>
                    <MoneyInput label="起点" unit="元起" />
                  </Form.Item>
                  <Form.Item name={[name, "rate"]} noStyle rules={[required("税率")]}>
                    <RateInput label="税率" max="99.99" />
                  </Form.Item>
                  <Form.Item name={[name, "quick"]} noStyle rules={[required("速算扣除")]}>
                    <MoneyInput label="速算扣除" unit="元" />
                  </Form.Item>
                </Row>
              ))}
            </Rows>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item
        name="withholding_basis"
        label={settings_of.withholding_basis.label}
        extra={settings_of.withholding_basis.about}
      >
        <Radio.Group
          options={Object.entries(basis_words).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item
        name="free"
        label={settings_of.withholding_free_fen.label}
        extra={settings_of.withholding_free_fen.about}
        rules={[required("免征额")]}
      >
        <MoneyInput />
      </Form.Item>
      <SettingNote note={settings_of.withholding.note} />
      <ReasonItem />
    </FormDialog>
  );
}

const fields = [
  ...account_names,
  ...["transfer_scene_id", "report_infos", "withholding", "withholding_basis", "free"],
];

const required = (what: string) => ({ required: true, message: `请填写${what}` });

/** Each row of a list has another value there. */
const noneTwice = (name: string, message: string) => ({
  validator: (_: unknown, rows: Record<string, string | undefined>[] = []) => {
    const values = rows.map((row) => row?.[name]?.trim()).filter(Boolean);
    return new Set(values).size < values.length
      ? Promise.reject(new Error(message))
      : Promise.resolve();
  },
});

interface RowsProps {
  children: React.ReactNode;
  addText: string;
  errors: React.ReactNode[];
  onAdd: (() => void) | undefined;
}

function Rows({ children, addText, errors, onAdd }: RowsProps) {
  return (
    <Space orientation="vertical" className="wide">
      {children}
      {onAdd && <Button size="small" icon={<PlusOutlined />} onClick={onAdd}>{addText}</Button>}
      <Form.ErrorList errors={errors} />
    </Space>
  );
}

function Row({ children, onRemove }: { children: React.ReactNode; onRemove?: () => void }) {
  return (
    <div className="field-row">
      {children}
      <Button
        type="text"
        aria-label="去掉这一条"
        icon={<MinusCircleOutlined />}
        disabled={!onRemove}
        onClick={onRemove}
      />
    </div>
  );
}
