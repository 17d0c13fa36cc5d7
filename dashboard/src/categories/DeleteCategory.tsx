import type { StaffCategory } from "@/contracts/staff/categories.ts";
import { Decision } from "../ui/Decision.tsx";
import { useDeleteCategory } from "./queries.ts";

export function DeleteCategory(
  { category, onClose }: { category: StaffCategory; onClose: () => void },
) {
  const remove = useDeleteCategory(category.id, onClose);
  return (
    <Decision
      title={`删除分类 · ${category.name}`}
      consequences={["分类从小程序和后台消失，不能恢复；只有空的分类能删除。"]}
      okText="删除"
      isDanger
      command={{ ...remove, run: (reason) => remove.run({ reason }) }}
      onClose={onClose}
    />
  );
}
