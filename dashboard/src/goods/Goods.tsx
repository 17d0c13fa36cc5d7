import { Avatar } from "antd";
import { PictureOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMay } from "../lib/staff.tsx";
import "./goods.css";

/** A product as tables show it: a small picture, the title on two lines at most, and the chosen spec. */
export function Goods(
  { title, to, spec, image }: {
    title: ReactNode;
    /** Where it is edited, by staff with the permission. */
    to?: string;
    spec?: string;
    image: string | null;
  },
) {
  const mayEdit = useMay("catalog");
  return (
    <div className="goods">
      <Avatar shape="square" size={40} src={image ?? undefined} icon={<PictureOutlined />} alt="" />
      <div className="goods-words">
        <div className="goods-title two-lines" {...(typeof title === "string" ? { title } : {})}>
          {to && mayEdit ? <Link to={to}>{title}</Link> : title}
        </div>
        {spec && <div className="aux">{spec}</div>}
      </div>
    </div>
  );
}
