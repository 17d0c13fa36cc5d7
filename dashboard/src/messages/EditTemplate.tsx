import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select, Space, Switch } from "antd";
import { message_field, type MessageSetting } from "@/contracts/staff/messages.ts";
import type { MessageTemplate } from "@/contracts/staff/messages.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveTemplate } from "./queries.ts";
import { kindOfField } from "./words.ts";

const most_fields = 7;

/** By which template a kind is told: its id, what each keyword shows, and whether it is sent. */
export function EditTemplate(
  { setting, onClose }: { setting: MessageSetting; onClose: () => void },
) {
  const [form] = Form.useForm<MessageTemplate & { reason: string }>();
  const save = useSaveTemplate(
    setting.kind,
    onClose,
    (problem) => showFieldProblems(form, problem, "template."),
  );
  const { template_id, fields, is_on } = setting;
  const initialValues = {
    ...(template_id ? { template_id } : {}),
    fields: fields.length > 0 ? fields : [{ field: "", value: "" }],
    is_on: template_id ? is_on : true,
  };
  return (
    <FormDialog
      title={`设置订阅消息 · ${setting.title}`}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={initialValues}
      onFinish={({ reason, ...template }) => save.run({ template, reason: reason.trim() })}
      onClose={onClose}
    >
      <Form.Item
        name="template_id"
        label="模板 ID"
        extra="换成另一个模板后，会员对原模板的同意不再算数"
        rules={[{ pattern: /^[0-9A-Za-z_-]{20,64}$/, required: true, message: "请照微信后台复制" }]}
      >
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item
        label="关键词"
        extra="照模板详情里的 {{thing1.DATA}} 填 thing1；内容超过微信的长度会自动截短"
      >
        <Keywords setting={setting} />
      </Form.Item>
      <Form.Item name="is_on" label="发送这种消息" valuePropName="checked">
        <Switch />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}

function Keywords({ setting }: { setting: MessageSetting }) {
  return (
    <Form.List name="fields">
      {(items, { add, remove }) => (
        <Space orientation="vertical" className="wide">
          {items.map(({ key, name }) => (
            <div key={key} className="field-row">
              <Form.Item name={[name, "field"]} noStyle rules={[keyword]}>
                <Input aria-label={`关键词 ${name + 1}`} placeholder="thing1" maxLength={24} />
              </Form.Item>
              <Value at={name} setting={setting} />
              <Button
                type="text"
                aria-label={`去掉关键词 ${name + 1}`}
                icon={<MinusCircleOutlined />}
                disabled={items.length === 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          {items.length < most_fields && (
            <Button
              size="small"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add({ field: "", value: "" })}
            >
              加一个关键词
            </Button>
          )}
        </Space>
      )}
    </Form.List>
  );
}

/** What a keyword shows: of what the kind can say, that which a keyword of this kind takes. */
function Value({ at, setting }: { at: number; setting: MessageSetting }) {
  const field = Form.useWatch<string | undefined>(["fields", at, "field"]) ?? "";
  const options = setting.values
    .filter(({ field_kinds }) => field_kinds.includes(kindOfField(field)))
    .map(({ value, title }) => ({ value, label: title }));
  return (
    <Form.Item name={[at, "value"]} noStyle rules={[{ required: true, message: "请选内容" }]}>
      <Select
        aria-label={`关键词 ${at + 1} 的内容`}
        options={options}
        notFoundContent="先填关键词；这类关键词没有可填的内容"
        className="wide"
      />
    </Form.Item>
  );
}

const keyword = { pattern: message_field, required: true, message: "照模板填，例如 thing1" };
