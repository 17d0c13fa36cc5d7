import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { useMay } from "../lib/staff.tsx";

/** What else there is to do about goods. */
export function GoodsActions() {
  const navigate = useNavigate();
  return (
    <div className="goods-actions">
      <Button onClick={() => void navigate("/goods/categories")}>分类</Button>
      <Button onClick={() => void navigate("/goods/freight")}>运费模板</Button>
      {useMay("catalog") && (
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => void navigate("/goods/new")}
        >
          新建商品
        </Button>
      )}
    </div>
  );
}
