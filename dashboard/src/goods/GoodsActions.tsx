import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { useMay } from "../lib/staff.tsx";
import { ExportMenu } from "../product_files/ExportMenu.tsx";
import { useLowStock } from "../stock/low.ts";

/** What else there is to do about goods. */
export function GoodsActions() {
  const navigate = useNavigate();
  const low = useLowStock();
  return (
    <div className="goods-actions">
      <Button onClick={() => void navigate(low > 0 ? "/goods/stock?status=low" : "/goods/stock")}>
        {low > 0 ? `库存（${low.toLocaleString("zh-CN")} 个规格不足）` : "库存"}
      </Button>
      <Button onClick={() => void navigate("/goods/pages")}>店铺装修</Button>
      <Button onClick={() => void navigate("/goods/categories")}>分类</Button>
      <Button onClick={() => void navigate("/goods/freight")}>运费模板</Button>
      <ExportMenu />
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
