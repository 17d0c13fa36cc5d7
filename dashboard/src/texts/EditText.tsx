import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input } from "antd";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { SaveText, ShopText } from "@/contracts/texts.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveText } from "./queries.ts";

/** Writes the next version of a text, part by part. */
export function EditText({ text, onClose }: { text: ShopText; onClose: () => void }) {
  const [form] = Form.useForm<SaveText>();
  const save = useSaveText(text.kind, onClose);
  return (
    <FormDialog
      title={`修改${setting_groups.texts.settings[text.kind].label}`}
      okText="保存新的一版"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ parts: text.parts }}
      onFinish={({ parts, reason }) =>
        save.run({
          parts: parts.map(({ title, text }) => ({ title: title.trim(), text: text.trim() })),
          reason: reason.trim(),
        })}
      onClose={onClose}
    >
      <Form.List name="parts">
        {(items, { add, remove }) => (
          <>
            {items.map(({ key, name }) => (
              <div key={key} className="text-edit">
                <Form.Item name={[name, "title"]} label={`第 ${name + 1} 段`} rules={[filled]}>
                  <Input maxLength={40} placeholder="标题" />
                </Form.Item>
                <Form.Item name={[name, "text"]} rules={[filled]}>
                  <Input.TextArea
                    maxLength={2000}
                    autoSize={{ minRows: 2, maxRows: 8 }}
                    aria-label={`第 ${name + 1} 段的内容`}
                  />
                </Form.Item>
                {items.length > 1 && (
                  <Button
                    type="text"
                    size="small"
                    icon={<MinusCircleOutlined />}
                    onClick={() => remove(name)}
                  >
                    {`去掉第 ${name + 1} 段`}
                  </Button>
                )}
              </div>
            ))}
            {items.length < 30 && (
              <Form.Item>
                <Button icon={<PlusOutlined />} onClick={() => add({})}>加一段</Button>
              </Form.Item>
            )}
          </>
        )}
      </Form.List>
      <ReasonItem />
    </FormDialog>
  );
}

const filled = { required: true, whitespace: true, message: "请填写" };
