import { Form, Input, Select, Switch } from "antd";
import type { SaveCategory, StaffCategory } from "@/contracts/staff/categories.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import { useSaveCategory } from "./queries.ts";
import { treeOf } from "./tree.ts";

type Values = Pick<SaveCategory, "name" | "parent_id" | "image_url" | "is_visible">;

interface Props {
  /** Left out: a new one. */
  category?: StaffCategory;
  parent_id: string | null;
  categories: readonly StaffCategory[];
  onClose: () => void;
}

/** A category, new or changed: two levels, so that one with others below it stays on the first. */
export function CategoryForm({ category, parent_id, categories, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const save = useSaveCategory(
    onClose,
    (problem) => showFieldProblems(form, problem, "category."),
  );
  const tree = treeOf(categories);
  const hasBelow = tree.some((branch) =>
    branch.category.id === category?.id && branch.below.length > 0
  );
  const parents = tree.map((branch) => branch.category).filter(({ id }) => id !== category?.id);

  function submit(values: Values) {
    const given = { ...values, name: values.name.trim(), parent_id: values.parent_id ?? null };
    save.run({
      category: category ? { id: category.id, ...given } : given,
      reason: category ? "修改分类" : "新建分类",
    });
  }

  return (
    <FormDialog
      title={category ? `修改分类 · ${category.name}` : "新建分类"}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{
        name: category?.name ?? "",
        parent_id,
        image_url: category?.image_url ?? null,
        is_visible: category?.is_visible ?? true,
      }}
      onFinish={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: "请填写分类名称" }]}
      >
        <Input maxLength={20} showCount />
      </Form.Item>
      <Form.Item
        name="parent_id"
        label="上级分类"
        extra={hasBelow ? "它下面还有分类，只能在第一级" : "不选就是一级分类"}
      >
        <Select
          allowClear
          disabled={hasBelow}
          placeholder="一级分类"
          options={parents.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="image_url" label="图片" extra="正方形最好看，首页和分类页会用到">
        <PictureInput label="分类图片" />
      </Form.Item>
      <Form.Item
        name="is_visible"
        label="在小程序里显示"
        valuePropName="checked"
        extra="关闭后，买家看不到它和它下面的分类；里面的商品仍然能搜到"
      >
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
