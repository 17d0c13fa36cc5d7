import { Button, Space } from "antd";
import { useNavigate } from "react-router";
import { useMay } from "../lib/staff.tsx";

/** How one becomes a distributor, whose customers are whose, what the shop gives them, and what it asks of them. */
export function WorkLinks() {
  const navigate = useNavigate();
  const may = useMay("risk");
  return (
    <Space wrap>
      <Button onClick={() => void navigate("/distributors/applications")}>申请</Button>
      <Button onClick={() => void navigate("/distributors/recruitment")}>招募</Button>
      <Button onClick={() => void navigate("/distributors/tiers")}>推广员等级</Button>
      <Button onClick={() => void navigate("/distributors/relations")}>客户关系</Button>
      <Button onClick={() => void navigate("/distributors/imports")}>老客户导入</Button>
      <Button onClick={() => void navigate("/distributors/codes")}>渠道码</Button>
      <Button onClick={() => void navigate("/distributors/materials")}>推广素材</Button>
      <Button onClick={() => void navigate("/distributors/training")}>培训</Button>
      <Button onClick={() => void navigate("/distributors/leaderboard")}>排行榜</Button>
      {may && <Button onClick={() => void navigate("/distributors/risk")}>风控</Button>}
    </Space>
  );
}
