import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { StaffCategory } from "@/contracts/staff/categories.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { CategoryForm } from "./CategoryForm.tsx";
import { CategoryTree } from "./CategoryTree.tsx";
import { DeleteCategory } from "./DeleteCategory.tsx";
import { useCategories } from "./queries.ts";
import "../ui/panel.css";
import "./categories.css";

/** What is open on top of the page: a form for a new category below a parent, or for one; or the question to delete. */
export type Opened =
  | { what: "new"; parent_id: string | null }
  | { what: "edit" | "delete"; category: StaffCategory };

/** The shelves of the shop, on two levels. */
export default function CategoriesPage() {
  const categories = useCategories();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const items = categories.data?.items ?? [];
  return (
    <>
      <PageHead
        about="买家按分类找商品；拖动左边的把手，或选中它按方向键，来调整顺序"
        back={{ to: "/goods", text: "商品" }}
      >
        {useMay("catalog") && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setOpened({ what: "new", parent_id: null })}
          >
            新建分类
          </Button>
        )}
      </PageHead>
      <Loaded query={categories}>
        {({ items }) =>
          items.length === 0
            ? (
              <Nothing
                title="还没有分类"
                hint="建几个分类，把商品放进去，买家就能按分类找到它们"
              />
            )
            : <CategoryTree items={items} onOpen={setOpened} />}
      </Loaded>
      {opened?.what === "new" && (
        <CategoryForm parent_id={opened.parent_id} categories={items} onClose={close} />
      )}
      {opened?.what === "edit" && (
        <CategoryForm
          category={opened.category}
          parent_id={opened.category.parent_id}
          categories={items}
          onClose={close}
        />
      )}
      {opened?.what === "delete" && <DeleteCategory category={opened.category} onClose={close} />}
    </>
  );
}
