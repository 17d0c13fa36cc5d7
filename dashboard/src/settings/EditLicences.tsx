import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input } from "antd";
import { type Licence, most_licences } from "@/contracts/about.ts";
import { showFieldProblems, showRefusal } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveTheme } from "./queries.ts";

interface Typed {
  licences: Licence[];
  reason: string;
}

const none: Licence = { name: "", holder: "", number: "", picture_url: null };
const business: Licence = { ...none, name: "营业执照" };

/** Changes what the shop shows of its licences, all at once. */
export function EditLicences(
  { licences, onClose }: { licences: readonly Licence[]; onClose: () => void },
) {
  const [form] = Form.useForm<Typed>();
  const save = useSaveTheme(
    "资质证照已保存",
    onClose,
    (problem) =>
      showFieldProblems(form, problem, "theme.") || showRefusal(form, problem, ["licences"]),
  );
  return (
    <FormDialog
      title="修改资质证照"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ licences: licences.length > 0 ? [...licences] : [business] }}
      onFinish={({ licences, reason }) =>
        save.run({ theme: { licences: licences.map(trimmed) }, reason: reason.trim() })}
      onClose={onClose}
    >
      <Form.List name="licences">
        {(items, { add, remove }, { errors }) => (
          <>
            {items.map(({ key, name }) => (
              <LicenceItem
                key={key}
                place={name}
                onRemove={() => remove(name)}
              />
            ))}
            <Form.Item>
              {items.length < most_licences && (
                <Button
                  icon={<PlusOutlined />}
                  onClick={() => add(none)}
                >
                  加一张证照
                </Button>
              )}
              <Form.ErrorList errors={errors} />
            </Form.Item>
          </>
        )}
      </Form.List>
      <ReasonItem />
    </FormDialog>
  );
}

function LicenceItem({ place, onRemove }: { place: number; onRemove: () => void }) {
  const nth = `第 ${place + 1} 张`;
  return (
    <div className="licence-edit">
      <div className="licence-head">
        {nth}
        <Button
          type="text"
          size="small"
          icon={<MinusCircleOutlined />}
          aria-label={`去掉${nth}`}
          onClick={onRemove}
        >
          去掉
        </Button>
      </div>
      <div className="licence-fields">
        <Form.Item
          name={[place, "name"]}
          label="证照"
          rules={[{ required: true, whitespace: true, message: "请填写证照的名称" }]}
        >
          <Input maxLength={40} placeholder="营业执照、食品经营许可证" />
        </Form.Item>
        <Form.Item name={[place, "holder"]} label="证上的名称">
          <Input maxLength={60} placeholder="公司或个体户的名称" />
        </Form.Item>
        <Form.Item
          name={[place, "number"]}
          label="证号"
          dependencies={[["licences", place, "picture_url"]]}
          rules={[numberOrPicture(place)]}
        >
          <Input maxLength={40} placeholder="统一社会信用代码或许可证号" />
        </Form.Item>
      </div>
      <Form.Item name={[place, "picture_url"]} label="照片">
        <PictureInput label={`${nth}照片`} />
      </Form.Item>
    </div>
  );
}

/** A licence without a number has to be seen. */
const numberOrPicture =
  (place: number) => ({ getFieldValue }: { getFieldValue(at: (string | number)[]): unknown }) => ({
    validator: (_: unknown, number: string | undefined) =>
      (number ?? "").trim() || getFieldValue(["licences", place, "picture_url"])
        ? Promise.resolve()
        : Promise.reject(new Error("请填写证号或上传照片")),
  });

function trimmed({ name, holder, number, picture_url }: Licence): Licence {
  return {
    name: name.trim(),
    holder: (holder ?? "").trim(),
    number: (number ?? "").trim(),
    picture_url: picture_url ?? null,
  };
}
