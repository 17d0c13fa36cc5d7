import { PictureOutlined } from "@ant-design/icons";
import { Avatar, Button } from "antd";
import type { ReactNode } from "react";
import type { StaffCategory } from "@/contracts/staff/categories.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { useMay } from "../lib/staff.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import type { Opened } from "./CategoriesPage.tsx";

interface Props {
  category: StaffCategory;
  handle: ReactNode;
  onOpen(opened: Opened): void;
}

export function CategoryRow({ category, handle, onOpen }: Props) {
  const { id, name, image_url, product_count, is_visible, parent_id } = category;
  const mayEdit = useMay("catalog");
  return (
    <div className={parent_id ? "category category-below" : "category"}>
      {handle}
      <Avatar
        shape="square"
        size={parent_id ? 32 : 40}
        src={image_url ? pictureAddress(image_url) : undefined}
        icon={<PictureOutlined />}
        alt=""
      />
      <span className="category-name">{name}</span>
      {!is_visible && <StateTag text="不显示" tone="quiet" />}
      <span className="category-count aux figures">{product_count} 件商品</span>
      {mayEdit && (
        <span className="category-actions">
          {!parent_id && (
            <Button
              size="small"
              type="link"
              aria-label={`加下级：在 ${name} 下面新建分类`}
              onClick={() => onOpen({ what: "new", parent_id: id })}
            >
              加下级
            </Button>
          )}
          <Button
            size="small"
            type="link"
            aria-label={`修改 ${name}`}
            onClick={() => onOpen({ what: "edit", category })}
          >
            修改
          </Button>
          <Button
            size="small"
            type="link"
            danger
            aria-label={`删除 ${name}`}
            onClick={() => onOpen({ what: "delete", category })}
          >
            删除
          </Button>
        </span>
      )}
    </div>
  );
}
