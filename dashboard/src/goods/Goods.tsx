import { Avatar } from "antd";
import { PictureOutlined } from "@ant-design/icons";
import "./goods.css";

/** A product as tables show it: a small picture, the title on two lines at most, and the chosen spec. */
export function Goods(
  { title, spec, image }: { title: string; spec?: string; image: string | null },
) {
  return (
    <div className="goods">
      <Avatar shape="square" size={40} src={image ?? undefined} icon={<PictureOutlined />} alt="" />
      <div className="goods-words">
        <div className="goods-title" title={title}>{title}</div>
        {spec && <div className="aux">{spec}</div>}
      </div>
    </div>
  );
}
